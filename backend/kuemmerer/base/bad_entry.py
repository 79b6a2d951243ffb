"""What every room raises when it cannot use what somebody entered."""


class BadEntry(ValueError):
    """An entry we cannot use: `field` is its parameter, `message` a German sentence that says what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
