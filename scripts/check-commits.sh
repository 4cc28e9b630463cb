#!/usr/bin/env bash
# Checks the subjects of the commits since this check was introduced: imperative, at most 72 characters, no full stop.
# Without a history (an archive, a shallow clone) there is nothing to check.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

longest=72
# Words that end like a past tense or a participle and are imperatives all the same.
imperatives='Embed|Exceed|Feed|Need|Proceed|Seed|Shed|Speed|Succeed|Bring|Ring|String|Swing'

introduction=$(git log --diff-filter=A --format=%H -- scripts/check-commits.sh 2> /dev/null | tail -1)
if [ -z "$introduction" ]; then
  echo "commits: no history to check"
  exit 0
fi

wrong=0
while read -r commit subject; do
  problem=
  first=${subject%% *}
  if [ ${#subject} -gt $longest ]; then
    problem="the subject has ${#subject} characters, at most $longest are allowed"
  elif [[ $subject == *. ]]; then
    problem="the subject ends with a full stop"
  elif [[ ! $first =~ ^[A-Z] ]]; then
    problem="the subject does not begin with a capital letter"
  elif [[ $first =~ (ed|ing)$ && ! $first =~ ^($imperatives)$ ]]; then
    problem="'$first' is not imperative: say what the commit does, as in 'Add the check'"
  fi
  if [ -n "$problem" ]; then
    echo "commit $commit '$subject': $problem"
    wrong=$((wrong + 1))
  fi
done < <(git log --no-merges --format='%h %s' "$introduction..HEAD")

[ $wrong -eq 0 ] && echo "commits: subjects are imperative and short"
exit $((wrong > 0))
