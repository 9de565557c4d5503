#!/usr/bin/env bash
# The whole suite: SQLite, then PostgreSQL (a wheel, or TEST_DATABASE_URL), then the browser.
set -euo pipefail
cd "$(dirname "$0")/.."
debut=$SECONDS
etape() { printf '\n== %s\n' "$1"; }
etape "SQLite"
PARCOURS_TEST_MOTEUR=sqlite .venv/bin/python -m pytest -n 2 -m "not navigateur" "$@"
etape "PostgreSQL"
PARCOURS_TEST_MOTEUR=postgresql .venv/bin/python -m pytest -n 2 -m "not navigateur and not sans_base" "$@"
etape "Navigateur"
PARCOURS_TEST_MOTEUR=sqlite .venv/bin/python -m pytest -n 2 --dist worksteal -m navigateur "$@"
printf '\nToute la suite : %d s\n' $((SECONDS - debut))
