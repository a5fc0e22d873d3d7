"""The lints of a flow that look at one step: its answers, its command, its outcome (G4, G5, G6, G10, G12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.checks.references import Locate
from generator.checks.rules import misplaced
from generator.flows.graph import asks, options_of
from generator.library import Library
from generator.powershell.intent import changes_in
from generator.powershell.states import unexplained
from generator.powershell.table import cmdlet_table
from generator.problems import Problem, did_you_mean
from generator.records.fix import Fix, Snippet
from generator.records.flow import Check, Flow, Node, Outcome, Question

FEWEST_ANSWERS, MOST_ANSWERS = 2, 7
READING = ("check", "capture", "verify")


@dataclass(frozen=True)
class Step:
    """A step and everything that its lints look at."""

    flow: Flow
    node: Node
    library: Library
    locate: Locate

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the step by itself."""
        for option in options_of(self.node):
            if option.label is None and option.kind != "unsure":
                yield self._problem(
                    f"options.{option.id}",
                    "KB604",
                    f"the answer '{option.id}' has no words",
                    "say under 'label' what the reader sees",
                )
        if asks(self.node):
            yield from self._answers()
        if isinstance(self.node, Check):
            yield from self._reading(self.node)
        if isinstance(self.node, Outcome):
            yield from self._outcome(self.node)

    def _problem(self, inside: str, code: str, message: str, hint: str) -> Problem:
        path = f"nodes.{self.node.id}" + (f".{inside}" if inside else "")
        return Problem(self.locate("flow", self.flow.id, path), code, message, hint)

    def _answers(self) -> Iterator[Problem]:
        node, say = self.node, partial(self._problem, "options", "KB604")
        options = options_of(node)
        if not FEWEST_ANSWERS <= len(options) <= MOST_ANSWERS:
            yield say(
                f"'{node.id}' has {len(options)} answers",
                f"{FEWEST_ANSWERS} to {MOST_ANSWERS}: put the rarer ones behind a question of their own",
            )
        unsure = sum(option.kind == "unsure" for option in options)
        reason = isinstance(node, Question) and node.everybody_knows
        if reason and unsure:
            yield say(
                f"'{node.id}' says why everybody knows the answer, and has one for those who do not",
                "keep one of the two",
            )
        elif not reason and unsure != 1:
            yield say(
                f"'{node.id}' has {unsure or 'no'} answer{'s' * (unsure > 1)} for those who do not know",
                "give exactly one answer 'kind: unsure', and lead it somewhere useful; "
                "if nobody can be unsure, say why under 'everybody_knows'",
            )

    def _reading(self, node: Check) -> Iterator[Problem]:
        fix = self.library.fixes.get(node.fix)
        if fix is None:
            return
        if node.command not in READING:
            yield self._problem(
                "command",
                "KB605",
                f"a check may only read, but '{node.command}' of '{fix.id}' changes something",
                f"one of: {', '.join(READING)}; put the change on an outcome",
            )
            return
        snippet: Snippet | None = getattr(fix.commands, node.command) if fix.commands else None
        if snippet is None:
            yield self._problem(
                "fix",
                "KB605",
                f"the fix '{fix.id}' has no command '{node.command}' to check with",
                "choose a fix that has one, or make the step a question",
            )
            return
        table = cmdlet_table(self.library.data.get("cmdlets") or {"cmdlets": {}})
        for command in changes_in(snippet.code, table):
            yield self._problem(
                "fix",
                "KB605",
                f"a check may only read, but '{node.command}' of '{fix.id}' has {command.name}",
                "move the change to 'apply' of the fix",
            )
        # Of a fix's own `check`, KB731 says the same where the outputs stand.
        for name, state in unexplained(snippet, table) if node.command != "check" else ():
            yield self._problem(
                "command",
                "KB612",
                f"'{node.command}' of '{fix.id}' can show '{state or '(blank)'}' for {name}, and no output says so",
                "add it to the outputs of the command, and to one of the answers",
            )
        yield from self._outputs(node, fix, snippet)

    def _outputs(self, node: Check, fix: Fix, snippet: Snippet) -> Iterator[Problem]:
        known = {output.id: output.shows for output in snippet.outputs}
        named = Counter(name for option in node.options for name in option.outputs)
        for option in node.options:
            for name in option.outputs:
                if name not in known:
                    yield self._problem(
                        f"options.{option.id}.outputs",
                        "KB612",
                        f"'{node.command}' of '{fix.id}' has no output '{name}'",
                        did_you_mean(name, known),
                    )
        for name, shows in known.items():
            if named[name] != 1:
                yield self._problem(
                    "options",
                    "KB612",
                    f"the output '{shows or '(blank)'}' of '{fix.id}' has {named[name] or 'no'} answers",
                    f"add '{name}' to the 'outputs' of exactly one answer",
                )

    def _outcome(self, node: Outcome) -> Iterator[Problem]:
        if node.still_failing is None:
            yield self._problem(
                "",
                "KB606",
                f"'{node.id}' does not say where to go on when its fix did not help",
                "name the next step under 'still_failing'; a handoff will do",
            )
        if not node.variant and not (node.text and node.sure and node.fixes):
            yield self._problem(
                "",
                "KB606",
                f"'{node.id}' does not say what is wrong and what to do",
                "name a 'variant', or write 'text', 'sure' and 'fixes'",
            )
        fixes = [self.library.fixes[one] for one in node.fixes if one in self.library.fixes]
        for _, message in misplaced(fixes):
            yield self._problem("fixes", "KB610", message, "put the fix with less risk first")
        if fixes and all(fix.risk.lowers for fix in fixes):
            yield self._problem(
                "fixes",
                "KB610",
                f"every fix of '{node.id}' lowers security",
                "begin with a safer way, such as another sending method",
            )
