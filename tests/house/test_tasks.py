"""The worker knows every task: a job of one that it does not know is never done."""

import json
import re
import subprocess
import sys
from pathlib import Path

import kaiwa

_ROOT = Path(kaiwa.__file__).parent
_TASK = re.compile(r"^@app\.task\(.*\)\n(?:async )?def (\w+)", re.MULTILINE)
# As `kaiwa worker` begins
_KNOWN = """
import json, django; django.setup()
from procrastinate.contrib.django import app
print(json.dumps(sorted(app.tasks)))
"""


def test_the_worker_knows_every_task() -> None:
    written = {
        f"kaiwa.{'.'.join(file.relative_to(_ROOT).with_suffix('').parts)}.{name}"
        for file in _ROOT.rglob("*.py")
        if "tests" not in file.parts
        for name in _TASK.findall(file.read_text(encoding="utf-8"))
    }
    assert "kaiwa.conversations.delivery.deliver" in written
    done = subprocess.run([sys.executable, "-P", "-c", _KNOWN], capture_output=True, text=True, check=True)
    assert written - set(json.loads(done.stdout)) == set()
