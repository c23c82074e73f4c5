"""Who may include whom: our own folders, and third-party libraries' one wrapper each."""

import re

from tree import Fault, files, is_cpp, line_of, text

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)

# Each library, by how its headers' names begin, and the only places that include it.
WRAPPERS = {
    "boost/": ["mockaws/http/", "bench/server/"],
    "nlohmann/": ["policy_engine/base/json."],
    "re2/": ["policy_engine/pattern/", "mockaws/model/", "bench/engine/"],
    "openssl/": ["mockaws/crypto/", "mockaws/http/", "tests/mockaws/sts/saml_encrypter."],
    "utf8proc.h": ["policy_engine/base/", "policy_engine/condition/lower_case.", "tests/oracle/"],
    "date/": ["policy_engine/base/time."],
    "zstd.h": ["mockaws/catalog/format/document_codec."],
    "zdict.h": ["mockaws/catalog/format/document_codec."],
    "qrencode.h": ["mockaws/iam/qr_code."],
    "png.h": ["mockaws/iam/qr_code."],
    "sqlite3.h": ["mockaws/storage/", "tests/mockaws/storage/"],
    "libpq-fe.h": ["mockaws/storage/"],
    "libxml/": ["mockaws/wire/", "mockaws/sts/"],
    "xmlsec/": ["mockaws/sts/"],
    "yaml-cpp/": ["simulator/scenario/yaml."],
    "CLI/": ["simulator/main.cc", "simulator/commands/"],
    "spdlog/": ["mockaws/runtime/log."],
    "fmt/": [""],
    "gtest/": ["tests/"],
    "gmock/": ["tests/"],
    "benchmark/": ["bench/"],
}

# The operating system's headers.
SYSTEM = {
    "arpa/": ["mockaws/http/", "tests/", "bench/"],
    "netinet/": ["mockaws/http/", "tests/", "bench/"],
    "sys/": ["mockaws/http/", "mockaws/observe/line_file.", "mockaws/storage/", "simulator/",
             "tests/", "bench/"],
    "unistd.h": ["mockaws/http/", "mockaws/observe/line_file.", "mockaws/storage/", "simulator/",
                 "tests/", "bench/"],
    "fcntl.h": ["mockaws/http/", "mockaws/observe/line_file.", "mockaws/storage/", "simulator/",
                "tests/", "bench/"],
    "poll.h": ["mockaws/http/", "simulator/", "tests/", "bench/"],
    "dlfcn.h": ["mockaws/storage/libpq."],
    "fnmatch.h": ["simulator/"],
    "pthread.h": ["mockaws/http/", "simulator/", "tests/", "bench/"],
    "signal.h": ["mockaws/http/", "simulator/", "tests/"],
    "link.h": ["simulator/"],
    "malloc.h": ["simulator/", "tests/", "bench/"],
}

# The engine is pure: nothing in it reads a clock, a file or chance, or starts a thread.
IMPURE = {"ctime", "filesystem", "fstream", "future", "iostream", "random", "thread"}

TABLE = "docs/architecture.md"
ARROW = "─►"


def may_include(document):
    """Of each folder (policy_engine/compile): those that it may include, from the table's lines
    `top:  a ─► b, c ─► d`, where what stands left may include all that stands further right."""
    direct, top = {}, ""
    for line in document.splitlines():
        label = re.match(r"(policy_engine|mockaws):", line)
        if label:
            top = label.group(1)
        elif not line.startswith(" "):
            top = ""
        if not top or ARROW not in line:
            continue
        for chain in re.split(r"\s{3,}", line.removeprefix(f"{top}:").strip()):
            parts = [[f"{top}/{name.strip()}" for name in part.split(",")]
                     for part in chain.split(ARROW)]
            for folders, next_folders in zip(parts, parts[1:]):
                for folder in folders:
                    direct.setdefault(folder, set()).update(next_folders)
            for folder in parts[-1]:
                direct.setdefault(folder, set())
    closed = {"policy_engine/include": {"policy_engine/base", "policy_engine/pattern"}}

    def close(folder, above):
        if folder in above:
            raise ValueError(f"{TABLE}: {folder} may include itself through others")
        if folder not in closed:
            below = direct[folder]
            closed[folder] = below.union(*(close(name, above | {folder}) for name in below))
        return closed[folder]

    for folder in direct:
        close(folder, frozenset())
    return closed


def folder_of(path):
    """mockaws/catalog of mockaws/catalog/format/layout.h."""
    return "/".join(path.split("/")[:2]) if path.count("/") > 1 else path.split("/")[0]


def check_ours(path, line, included, table):
    """A fault if the file `path` may not include our header `included`."""
    top, included_top = path.split("/")[0], included.split("/")[0]
    if top in ("tests", "bench") or included.startswith("policy_engine/") and (
            included.count("/") == 1):  # the engine's public headers
        return None
    folder, target = folder_of(path), folder_of(included)
    if top == "simulator":
        allowed = included_top in ("simulator", "mockaws", "policy_engine")
    elif folder not in table:
        return Fault(path, line, f"{folder} is not in the table of {TABLE}")
    else:
        allowed = target == folder or target in table[folder] or (
            top == "mockaws" and target in ("policy_engine/base", "policy_engine/pattern"))
    return None if allowed else Fault(path, line, f"{folder} may not include {included} ({TABLE})")


def check_foreign(path, line, included):
    top = path.split("/")[0]
    if top == "policy_engine" and included in IMPURE:
        return Fault(path, line, f"the engine is pure: no <{included}>")
    if "/" not in included and not included.endswith(".h"):
        return None  # the standard library
    for table in (WRAPPERS, SYSTEM):
        for start, places in table.items():
            if included.startswith(start):
                if any(path.startswith(place) for place in places):
                    return None
                return Fault(path, line, f"<{included}> belongs only in {', '.join(places)}")
    return Fault(path, line, f"<{included}> is of no library in tests/tidy/includes.py")


def check():
    table, faults = may_include(text(TABLE)), []
    for path in filter(is_cpp, files()):
        source = text(path)
        for match in INCLUDE.finditer(source):
            ours, foreign = match.groups()
            line = line_of(source, match.start())
            fault = (check_ours(path, line, ours, table) if ours
                     else check_foreign(path, line, foreign))
            if fault:
                faults.append(fault)
    return faults
