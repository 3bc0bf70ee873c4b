#!/usr/bin/env bash
#
# Changes the code of Prediction/ and Http/Predict/ in hundreds of ways, one at
# a time, and reports which of them no unit test notices.
#
# Usage: tools/Mutation/run.sh [options of Stryker]
#
# Takes up to an hour; the report is in tools/Mutation/StrykerOutput/.

set -euo pipefail

# Stryker takes the solution instead of this project where it sees one.
cd "$(dirname "$0")"
dotnet tool restore
exec dotnet dotnet-stryker --skip-version-check "$@"
