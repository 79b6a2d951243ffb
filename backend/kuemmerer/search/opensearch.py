"""The OpenSearch description: browsers use it to offer this search in their address bar."""

from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = "application/opensearchdescription+xml"


def opensearch_description(base_url: str, icon: str) -> str:
    """The XML (OpenSearch 1.1) for the portal at `base_url`, which has no slash at its end."""
    find, suggest = f"{base_url}/suche?q={{searchTerms}}", f"{base_url}/api/v1/search?q={{searchTerms}}"
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        "<ShortName>Kümmerer</ShortName>",
        "<Description>Zusammenarbeit von Gemeinden in Bayern: Formen, Förderung, Beispiele, Anlaufstellen</Description>",
        "<Language>de</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Image type="image/svg+xml" width="16" height="16">{escape(base_url + icon)}</Image>',
        f'<Url type="text/html" method="get" template={quoteattr(find)}/>',
        f'<Url type="application/json" method="get" template={quoteattr(suggest)}/>',
        f'<Url type="{MEDIA_TYPE}" rel="self" template={quoteattr(base_url + "/opensearch.xml")}/>',
        "</OpenSearchDescription>",
    )
    return "\n".join(lines) + "\n"
