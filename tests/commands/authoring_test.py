"""`iamsim new`, `iamsim fmt`, `iamsim completion` and the manual page."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

IAMSIM = os.environ["IAMSIM"]
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def iamsim(*arguments, stdin=""):
    return subprocess.run([IAMSIM, *map(str, arguments)], input=stdin, capture_output=True,
                          text=True, timeout=60, cwd=ROOT, check=False)


def help_of(*command):
    return iamsim(*command, "--help").stdout


# The names that a help text lists under Subcommands.
def commands_in(text):
    below = text.split("Subcommands:")[1] if "Subcommands:" in text else ""
    return re.findall(r"^  ([a-z][a-z-]*)", below, re.MULTILINE)


def every_command():
    commands = []
    for name in commands_in(help_of()):
        commands.append((name,))
        commands.extend((name, below) for below in commands_in(help_of(name)))
    return commands


def flags_of(command):
    return set(re.findall(r"--[a-z][a-z-]*", "\n".join(
        re.findall(r"^  (-.*?)(?:  |$)", help_of(*command), re.MULTILINE))))


class New(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def patterns(self):
        return re.findall(r"^  ([a-z-]+)  ", iamsim("new").stdout, re.MULTILINE)

    def test_every_pattern_is_commented_formatted_and_passes(self):
        self.assertLessEqual({"third-party-user", "third-party-role", "confused-deputy", "abac",
                              "boundary", "mfa", "scp"}, set(self.patterns()))
        for pattern in self.patterns():
            with self.subTest(pattern):
                file = self.folder / f"{pattern}.yaml"
                self.assertEqual(iamsim("new", pattern, file).returncode, 0)
                self.assertIn(" # ", file.read_text())
                schema = re.match(r"# yaml-language-server: \$schema=(.*)\n", file.read_text())
                self.assertTrue(pathlib.Path(schema[1]).is_file())
                self.assertEqual(iamsim("fmt", "--check", file).returncode, 0)
                for via in ("engine", "http"):
                    ran = iamsim("run", "--via", via, file)
                    self.assertEqual(ran.returncode, 0, ran.stdout)

    def test_a_file_that_is_there_is_kept(self):
        file = self.folder / "mine.yaml"
        file.write_text("mine")
        refused = iamsim("new", "abac", file)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("is there already", refused.stderr)
        self.assertEqual(file.read_text(), "mine")
        self.assertEqual(iamsim("new", "abac", file, "--force").returncode, 0)
        self.assertEqual(file.read_text(), iamsim("new", "abac").stdout)

    def test_an_unknown_pattern_is_an_error_with_the_nearest(self):
        unknown = iamsim("new", "abca")
        self.assertEqual(unknown.returncode, 2)
        self.assertIn('did you mean "abac"?', unknown.stderr)


class Fmt(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name) / "f.yaml"

    def test_the_library_has_the_layout(self):
        checked = iamsim("fmt", "--check", "scenarios", "simulator/patterns/files")
        self.assertEqual((checked.returncode, checked.stdout), (0, ""), checked.stderr)

    def test_check_names_the_file_and_leaves_it(self):
        self.file.write_text("name: n\nsteps:\n- 1\n")
        checked = iamsim("fmt", "--check", self.file)
        self.assertEqual((checked.returncode, checked.stdout), (1, f"{self.file}\n"))
        self.assertEqual(self.file.read_text(), "name: n\nsteps:\n- 1\n")

    def test_files_are_written_whole_and_standard_input_to_standard_output(self):
        self.file.write_text("name: n\nsteps:\n- 1\n")
        self.file.chmod(0o640)
        self.assertEqual(iamsim("fmt", self.file.parent).returncode, 0)
        self.assertEqual(self.file.read_text(), "name: n\nsteps:\n  - 1\n")
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o640)
        self.assertEqual(list(self.file.parent.iterdir()), [self.file])
        self.assertEqual(iamsim("fmt", "-", stdin="a:   \n").stdout, "a:\n")

    def test_what_cannot_be_read_is_told(self):
        self.file.write_text("a: [\n")
        broken = iamsim("fmt", self.file)
        self.assertEqual(broken.returncode, 2)
        self.assertIn(f"{self.file}:", broken.stderr)
        self.assertEqual(iamsim("fmt", "/none").returncode, 2)


# What bash offers after the words, the last of which is being typed.
def bash_offers(*words):
    script = ('source <("$IAMSIM" completion bash); COMP_WORDS=("$@"); '
              'COMP_CWORD=$(($# - 1)); _iamsim; printf "%s\\n" "${COMPREPLY[@]}"')
    return subprocess.run(["bash", "-c", script, "bash", *words], capture_output=True, text=True,
                          env={**os.environ, "IAMSIM": IAMSIM}, cwd=ROOT, timeout=60,
                          check=True).stdout.split()


class Completion(unittest.TestCase):
    def test_bash_completes_commands_options_and_words(self):
        self.assertIn("learn", bash_offers("iamsim", "le"))
        self.assertIn("--fail-fast", bash_offers("iamsim", "run", "--fa"))
        self.assertEqual(bash_offers("iamsim", "run", "--via", ""), ["http", "engine"])
        self.assertIn("scenarios", bash_offers("iamsim", "run", "scen"))
        self.assertIn("search", bash_offers("iamsim", "policies", "s"))

    def test_each_script_has_every_command_and_flag(self):
        for shell in ("bash", "zsh", "fish"):
            script = iamsim("completion", shell).stdout
            for command in commands_in(help_of()):
                self.assertRegex(script, rf"\b{command}\b", shell)
                for flag in flags_of((command,)):
                    name = flag[2:] if shell == "fish" else flag
                    self.assertIn(name, script, f"{shell}: {command} {flag}")

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_reads_its_script(self):
        script = iamsim("completion", "zsh").stdout
        subprocess.run(["zsh", "-n"], input=script, text=True, check=True, timeout=60)

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish_reads_its_script(self):
        script = iamsim("completion", "fish").stdout
        subprocess.run(["fish", "--no-execute"], input=script, text=True, check=True, timeout=60)

    def test_an_unknown_shell_is_an_error(self):
        self.assertEqual(iamsim("completion", "tcsh").returncode, 2)


class ManualPage(unittest.TestCase):
    def test_it_has_every_command_and_flag(self):
        page = (ROOT / "docs/man/iamsim.1").read_text().replace("\\-", "-")
        told = "; write the part anew: scripts/man"
        for command in every_command():
            self.assertIn(f".SS iamsim {' '.join(command)}\n", page, str(command) + told)
            section = page.split(f".SS iamsim {' '.join(command)}\n")[1].split(".SS ")[0]
            for flag in flags_of(command) - {"--help"}:
                self.assertIn(flag, section, f"{command} {flag}{told}")

    @unittest.skipUnless(shutil.which("man"), "man is not installed")
    def test_it_renders_without_warnings(self):
        rendered = subprocess.run(["man", "--warnings", "-l", ROOT / "docs/man/iamsim.1"],
                                  capture_output=True, text=True, timeout=60, check=False,
                                  env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"})
        self.assertEqual(rendered.stderr, "")
        self.assertIn("iamsim", rendered.stdout)


if __name__ == "__main__":
    unittest.main()
