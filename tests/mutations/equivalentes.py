"""Generated mutations that change nothing anybody could see, each with its reason; they are not run."""

EQUIVALENTES: dict[str, str] = {}
