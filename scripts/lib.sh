# shellcheck shell=bash
# Shared by the scripts beside it: goes to the root of the repository and makes
# git usable there. Sourced, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

die() {
	printf '%s\n' "$*" >&2
	exit 1
}

command -v go >/dev/null || die "go is not in PATH"

# git refuses a clone that another user owns, and go build then fails on its
# version stamp. The exception holds for this process and this folder only.
if [ -e .git ] && ! git rev-parse --git-dir >/dev/null 2>&1; then
	export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=$root
fi

# postgres_bin prints the folder of the newest PostgreSQL server, 15 or later;
# nothing when there is none.
postgres_bin() {
	local bin version
	for bin in /usr/lib/postgresql/*/bin; do
		[ -x "$bin/initdb" ] || continue
		version=${bin#/usr/lib/postgresql/}
		version=${version%/bin}
		[ "$version" -ge 15 ] 2>/dev/null && printf '%s %s\n' "$version" "$bin"
	done | sort -n | tail -n 1 | cut -d' ' -f2
}

# chromium_path prints the browser that the tests drive; nothing when there is none.
chromium_path() {
	command -v chromium || command -v chromium-browser || true
}
