// Recorded answers of AWS as short scripts, tests/data/recorded_answers/*.txt:
//
//   = SECTION MARK Name           begins a case: where the fact stands, its mark (as in the tables
//     The rule in one sentence.   of tests/data/rules), the test's name
//   Action Member=value …         an IAM operation (`sts:Action` for STS) called by root, which
//   must
//                                 succeed unless a line below it says otherwise
//     ! CODE (status): message    the error that it gives instead
//     ! CODE                      the same, whatever its message
//     = path text                 an element of its answer, by names and list positions
//     - path                      an element that isn't there
//     : path A B C                the names of an element's children, in order; `.` is the answer
//     > name path                 keeps an element's text as $name
//   user NAME policy              a new user with a key and this inline policy (`none` for none)
//   session NAME role             a session of a role that trusts the account
//   credentials NAME              the credentials of the last answer
//   as NAME                       calls after it are made with these; `as root`
//   wait SECONDS                  moves the simulated clock
//
// A value with spaces stands in single quotes; {x*300} is three hundred x; $name is what was kept,
// or one of the documents and keys that recorded_answers_test.cc lists. `#` begins a comment.
#pragma once

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace mockaws {

struct RecordedLine {
  int number = 0;
  bool indented = false;
  std::string text;
};

struct RecordedCase {
  std::string section;
  std::string mark;
  std::string name;
  std::string rule;
  std::string file;
  std::vector<RecordedLine> lines;
};

// For GoogleTest's messages.
inline void PrintTo(const RecordedCase& one, std::ostream* out) { *out << one.rule; }

// The cases of every script in the folder. Throws std::runtime_error with file and line where one
// can't be read: a case that doesn't run must not look like one that passes.
std::vector<RecordedCase> ReadRecordedCases(const std::string& folder);

// `A 'b c' d` as A, b c and d.
std::vector<std::string> SplitWords(const std::string& text);

// {x*300} written out.
std::string WriteOutRepeats(const std::string& text);

}  // namespace mockaws
