#!/bin/sh
# Serves the package in this folder. PORT and HOST may be set; DATASETTE names the program.
set -eu
cd "$$(dirname "$$0")"
exec "$${DATASETTE:-datasette}" serve \
  --immutable package/$database \
  --inspect-file inspect.json \
  --metadata metadata.json \
$config$settings  --host "$${HOST:-127.0.0.1}" \
  --port "$${PORT:-8001}"
