#!/usr/bin/env bash
# environment.sh FOLDER LOCK: a virtual environment that holds what the lock says, each file checked by its hash.
# Does nothing when the folder already answers to the lock. Exit 2, with one line that says why, when it can't.
set -euo pipefail

folder=$1 lock=$2
stamp="$folder/.lock-installed"
wanted=$(cksum <"$lock")

sorry() { echo "$1" >&2; exit 2; }
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

if [ -e "$folder/bin/python" ] && new_enough "$folder/bin/python"; then
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && exit 0
else
    python=
    for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
        if new_enough "$candidate"; then python=$candidate; break; fi
    done
    [ -n "$python" ] || sorry "Python 3.11 or newer is needed (found: $(python3 --version 2>&1 || true)); install one and run this again."
    echo "Making $folder with $("$python" --version) ..."
    "$python" -m venv --clear "$folder" >/dev/null ||
        sorry "Python's venv module does not work here; on Debian and Ubuntu: apt-get install python3-venv"
fi

echo "Installing $lock into $folder (a minute or two when nothing is cached) ..."
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
    sorry "Could not install $lock: is the package registry reachable? What pip said stands above."
echo "$wanted" >"$stamp"
