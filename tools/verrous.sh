#!/usr/bin/env bash
# Recompute the locks: hashes, no index address, one resolution for Python 3.11 and later on every platform.
set -euo pipefail
cd "$(dirname "$0")/.."
compiler() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@"
}
compiler pyproject.toml -o requirements/app.lock
compiler pyproject.toml --extra dev -c requirements/app.lock -o requirements/dev.lock
compiler requirements/assets.in --no-deps -o requirements/assets.lock
if grep -nE 'https?://|file:' requirements/*.lock; then
  echo "Une adresse est restée dans un verrou." >&2
  exit 1
fi
