# The local stack: a whole Hearthline on this machine. Each target's promise: README.md and infra/local.
# PORT= chooses the root URL's port, HEARTHLINE_STATE= another folder than .local, PYTHON= the Python that runs it.
PYTHON ?= python3
STACK := $(PYTHON) -m infra.local
export PORT ENGINE_PORT HEARTHLINE_STATE

.PHONY: run
run: ## From nothing to a served system at http://127.0.0.1:8080 (PORT=), until Ctrl-C
	@$(STACK) run

.PHONY: up
up: ## The same in the background; returns when it is ready
	@$(STACK) up

.PHONY: down
down: ## Stop it and leave nothing behind
	@$(STACK) down

.PHONY: token
token: ## Print a fresh bearer token of a demo user: make token USER=agent (feed: the sales system's)
	@$(STACK) token $(if $(filter command line,$(origin USER)),$(USER),agent)

.PHONY: sweep
sweep: ## Run the deployed sweep as of an instant: make sweep AT=2026-11-25T08:00:00Z
	@$(STACK) sweep "$(AT)"

.PHONY: mailbox
mailbox: ## Show the mails caught so far, newest first, and below them the short messages
	@$(STACK) mailbox

.PHONY: replay
replay: venv ## Import historical complaints through the running system: make replay FILE= MAP=
	@.venv/bin/python -m infra.local.replay --from "$(PWD)" "$(FILE)" "$(MAP)"

.PHONY: document
document: venv ## Check and save a document's next version: make document NAME=policy FILE= (DEPLOYED=a stack on AWS)
	@PYTHONPATH=functions .venv/bin/python -m infra.documents --from "$(PWD)" --deployed "$(DEPLOYED)" save "$(NAME)" "$(FILE)"

.PHONY: holidays
holidays: venv ## Add a year's official days to a calendar: make holidays CALENDAR=cn FILE=2027.json
	@PYTHONPATH=functions .venv/bin/python -m infra.documents --from "$(PWD)" --deployed "$(DEPLOYED)" holidays "$(or $(CALENDAR),cn)" "$(FILE)"

.PHONY: redrive
redrive: venv ## Send what a queue gave up again: make redrive QUEUE=notices (or another; DEPLOYED=a stack on AWS)
	@PYTHONPATH=functions .venv/bin/python -m infra.redrive --deployed "$(DEPLOYED)" queue "$(QUEUE)"

.PHONY: relay
relay: venv ## Send events again that the stream lost: make relay SINCE=2026-11-22T08:00:00Z (DEPLOYED=a stack on AWS)
	@PYTHONPATH=functions .venv/bin/python -m infra.redrive --deployed "$(DEPLOYED)" relay "$(SINCE)"

.PHONY: rotate-secret
rotate-secret: venv ## Put a new signing key beside the old: make rotate-secret (RETIRE=1, NOW=1; DEPLOYED=a stack on AWS)
	@PYTHONPATH=functions .venv/bin/python -m infra.rotate_secret --deployed "$(DEPLOYED)" $(if $(RETIRE),--retire) $(if $(NOW),--at-once)

.PHONY: restore
restore: venv ## Compare a table with what it was, and put back what is lost: make restore TABLE=complaints AT= (COPY= BACK=1)
	@PYTHONPATH=functions .venv/bin/python -m infra.restore --deployed "$(DEPLOYED)" $(if $(AT),--at "$(AT)") \
	  $(if $(COPY),--copy "$(COPY)") $(if $(BACK),--back) $(if $(PARTITION),--partition "$(PARTITION)") "$(TABLE)"

.PHONY: shed
shed: venv ## Let what can wait give way when there is too much to do: make shed LEVEL=1 to 4; 0 ends it (DEPLOYED=)
	@PYTHONPATH=functions .venv/bin/python -m infra.shed --deployed "$(DEPLOYED)" "$(LEVEL)"

.PHONY: rehearse
rehearse: venv assets ## Let everything that has an alarm go wrong on a stack of its own, and mend it by the runbook
	@PYTHONPATH=functions .venv/bin/python -m infra.rehearsals $(if $(ONLY),--only $(ONLY)) $(if $(WRITE),--write)

.PHONY: audit-points
audit-points: venv ## Prove that every member's points add up (DEPLOYED=a stack on AWS)
	@PYTHONPATH=functions .venv/bin/python -m infra.audit_points --deployed "$(DEPLOYED)"

.PHONY: rebuild-insight
rebuild-insight: venv ## Prove that the roll-ups of reports equal a recount (APPLY=1 mends them; DEPLOYED=a stack on AWS)
	@PYTHONPATH=functions .venv/bin/python -m infra.rebuild_insight --deployed "$(DEPLOYED)" $(if $(APPLY),--apply)

.PHONY: recount
recount: venv ## Prove that a campaign's tally is right: make recount CAMPAIGN=<id> (COUNT=1 counts what was lost)
	@PYTHONPATH=functions .venv/bin/python -m infra.recount --deployed "$(DEPLOYED)" $(if $(COUNT),--count) "$(CAMPAIGN)"

.PHONY: analytics
analytics: venv ## Export for analysis now, fetch it, and query it by DuckDB (EVERYTHING=1; DEPLOYED=a stack on AWS)
	@PYTHONPATH=functions .venv/bin/python -m infra.analytics run --deployed "$(DEPLOYED)" $(if $(EVERYTHING),--everything)

.PHONY: analytics-ddl
analytics-ddl: venv ## Print Athena's tables of the export: make analytics-ddl BUCKET= CITIES=sz,gz
	@PYTHONPATH=functions .venv/bin/python -m infra.analytics ddl "$(BUCKET)" "$(CITIES)"

.PHONY: bench
bench: venv assets peer ## Measure what docs/performance.md says; quicker: make bench SIZES=1000,10000 MEMBERS=2000 OWNERS=2000
	@.venv/bin/python -m benchmarks $(if $(SIZES),--sizes $(SIZES)) $(if $(MEMBERS),--members $(MEMBERS)) $(if $(OWNERS),--owners $(OWNERS))

.PHONY: bench-check
bench-check: venv ## Hold figures of your own runs against those of docs/performance.md, each within its band
	@.venv/bin/python -m benchmarks check

.PHONY: cost
cost: venv assets ## Print what a year costs at AWS's list prices, from units counted in a simulated company
	@.venv/bin/python -m benchmarks cost

.PHONY: attack
attack: venv assets ## Attack a running system and print what was tried and found (tests/contract/attack)
	@PYTHONPATH=functions .venv/bin/python -m tests.contract.attack

.PHONY: idle-rights
idle-rights: venv assets browser ## List the rights of functions that the running system's tests never use (TESTS= for some, KEEP=)
	@PYTHONPATH=functions .venv/bin/python -m tests.system.idle_rights $(if $(KEEP),--keep $(KEEP)) $(TESTS)

.PHONY: rights-in-turn
rights-in-turn: venv assets ## Take each right of each function away in turn and show which test fails (FUNCTIONS= for some, KEEP=)
	@PYTHONPATH=functions .venv/bin/python -m tests.rights.in_turn $(if $(KEEP),--keep $(KEEP)) $(FUNCTIONS)

.PHONY: deploy
deploy: ## Deploy to AWS with the settings of samconfig.toml: make deploy STAGE=production (WATCH=30 minutes)
	@infra/deploy.sh "$(or $(STAGE),default)"

.PHONY: screenshots
screenshots: venv assets browser ## Make the README's pictures anew, of a stack of their own
	@PYTHONPATH=functions .venv/bin/python -m infra.local.screenshots
