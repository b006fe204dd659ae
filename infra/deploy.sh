#!/usr/bin/env bash
# Builds and deploys to AWS with the settings of one stage in samconfig.toml, and the credentials of this shell.
# Needs Node.js and the runtime's own Python on PATH (python3.13 by default; RUNTIME= and ARCHITECTURE= say otherwise).
# CloudFormation takes a release back by itself where its alarm rings, for WATCH= minutes (30; 0 watches nothing).
set -euo pipefail
cd "$(dirname "$0")/.."
stage=${1:-default}
runtime=${RUNTIME:-python3.13}
architecture=${ARCHITECTURE:-arm64}

if ! command -v "$runtime" >/dev/null; then
    echo "hearthline: $runtime is not on PATH; install it, or choose another runtime: RUNTIME=python3.12" >&2
    exit 2
fi
python3 -m infra.assets
export SAM_CLI_TELEMETRY=0
sam=$(python3 -m infra.local.tools)
"$sam" build ComplaintIntake --parameter-overrides "Runtime=$runtime" "Architecture=$architecture"
python3 infra/build.py --runtime "$runtime"
"$(dirname "$sam")/python" -m infra.release deploy --config-env "$stage" --template-file .aws-sam/build/template.yaml
