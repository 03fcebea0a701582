# Two commands are all a newcomer needs: `make build` and `make test`.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP     = $(BIN)/python -m pip --disable-pip-version-check --quiet
COURSES ?= course_src
# How many tests run at a time. Three keep two cores busy: those with a browser wait a lot.
AT_ONCE ?= 3

.PHONY: build test check fuzz bench-check lint docs pictures wheel clean

build: $(VENV)/.installed ## Build every course under course_src/ into dist/
	$(BIN)/scorm-builder build $(COURSES) -o dist

test: $(VENV)/.tests node_modules/.installed ## Run every test: Python, JavaScript, browser
	$(PYTHON) tests/browser_for_tests.py
	$(BIN)/python -m pytest -n $(AT_ONCE) --dist worksteal

check: $(VENV)/.tests lint test ## Lint, types and all tests

FUZZ_EXAMPLES ?= 5000
fuzz: $(VENV)/.tests ## Search long for packages that judging does not survive: FUZZ_EXAMPLES=5000
	FUZZ_EXAMPLES=$(FUZZ_EXAMPLES) $(BIN)/python -m pytest -q tests/fuzz

bench-check: $(VENV)/.tests ## How long judging takes beside unzip -t
	$(BIN)/python benchmarks/check.py

lint: $(VENV)/.tests ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.installed ## Write the generated parts of the pages in docs/ anew
	$(BIN)/python docs/generate.py

pictures: $(VENV)/.tests ## Take the pictures of docs/quizzes.md anew, with a browser
	$(BIN)/python -m docs.take_pictures

wheel: $(VENV)/.tests ## Build the wheel into build/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build .

clean: ## Remove everything that the commands above made
	rm -rf $(VENV) node_modules build dist/*.zip .cache .mypy_cache .pytest_cache .ruff_cache

# Debian keeps what venv needs to install pip in a package of its own; pip can do it itself.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
		$(PYTHON) -m venv --clear --without-pip $(VENV) && \
		$(PYTHON) -m pip --quiet --python $(BIN)/python install pip; }

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/.tests: $(VENV)/.installed
	$(PIP) install -c constraints.txt -e '.[test,check]'
	touch $@

# Without npm the JavaScript judges cannot be had: their tests then say so and are skipped,
# unless CI=true, where their absence fails.
node_modules/.installed: package.json package-lock.json
	@if command -v npm >/dev/null 2>&1; then npm ci --silent && touch $@; \
	else echo "npm is not installed: tests that need it will be skipped"; fi
