# Parcours : « make aide » liste les commandes. Tout s’installe dans .venv, rien hors du dossier.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 5000
PY := .venv/bin/python
PIP_OPTIONS := --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all:

.PHONY: help aide run test install install-dev check bench bench-documents bench-secret mutations fuzz faults migration cles verrous navigateur propre

help: ## cette liste
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'
aide: help

.venv/app: requirements/app.lock
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install $(PIP_OPTIONS) -r requirements/app.lock
	touch $@

.venv/dev: .venv/app requirements/dev.lock
	$(PY) -m pip install $(PIP_OPTIONS) -r requirements/dev.lock
	touch $@

static/vendor/manifest.json: .venv/app requirements/assets.lock static/icones.txt tools/assets.py
	$(PY) tools/assets.py
	touch $@

install: .venv/app static/vendor/manifest.json ## installe l’application (bibliothèques figées, feuilles de style, icônes)

install-dev: install .venv/dev ## ajoute les outils de développement et de test

cles: install ## crée les clés de cette installation dans instance/ (ne remplace jamais)
	$(PY) -m parcours.exploitation.cles $${PARCOURS_INSTANCE:-instance}

run: cles ## installe, migre, charge la démonstration et sert sur PORT (5000)
	$(PY) -m flask --app wsgi init --avec-demonstration
	PORT=$(PORT) $(PY) -m parcours.exploitation.serveur

navigateur: install-dev ## cherche ou installe un Chromium pour les tests
	$(PY) tools/navigateur.py

test: navigateur ## installe ce qu’il faut et passe toute la suite, sur SQLite puis PostgreSQL
	tools/tester.sh

check: install-dev ## style, types, contrats d’import, gabarits
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --profile=jinja --lint --quiet templates

bench: install-dev ## mesure les pages à 770 et 100 000 personnes
	$(PY) -m tests.bancs.pages

bench-documents: install-dev ## mesure les documents d’une réunion de quarante situations
	$(PY) -m tests.bancs.documents

bench-secret: install-dev ## mesure le moteur de secret statistique
	$(PY) -m tests.bancs.secret

mutations: install-dev ## casse les verrous un à un : chaque mutation doit être attrapée
	$(PY) -m tests.mutations

fuzz: install-dev ## 10 000 requêtes malformées : aucune erreur du serveur
	$(PY) -m tests.fuzz --nombre 10000

faults: install-dev ## écrivains concurrents et 200 arrêts brutaux : rien d’acquitté ne se perd
	$(PY) -m tests.pannes

migration: install-dev ## écrit une migration : make migration NOM=ajout_de_x
	$(PY) -m flask --app wsgi migration "$(NOM)"

verrous: ## recalcule les verrous (demande « uv »)
	tools/verrous.sh

propre: ## efface ce qui se réinstalle
	rm -rf .venv build static/vendor
