#include "simulator/report/tap_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_run.h"

namespace simulator {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

TEST(TapReport, BeginsWithVersionAndPlan) {
  EXPECT_THAT(TapReport(SampleRun()), StartsWith("TAP version 14\n1..3\n# Subtest: "));
}

// https://testanything.org/tap-version-14-specification.html: nothing but these shapes.
TEST(TapReport, HasOnlyLinesThatTapKnows) {
  bool yaml = false;
  for (const std::string& line : Lines(TapReport(SampleRun()))) {
    const std::string bare = line.substr(std::min(line.find_first_not_of(' '), line.size()));
    if (bare == "---") yaml = true;
    const bool known = yaml || bare.starts_with("ok ") || bare.starts_with("not ok ") ||
                       bare.starts_with("# Subtest: ") || bare.starts_with("1..") ||
                       bare.starts_with("TAP version 14");
    EXPECT_TRUE(known) << line;
    if (bare == "...") yaml = false;
  }
  EXPECT_FALSE(yaml);
}

TEST(TapReport, EscapesHashesSoThatNamesAreNoDirectives) {
  const std::string text = TapReport(SampleRun());
  EXPECT_THAT(text, HasSubstr("    not ok 2 - <script>alert(\"1\")</script> & 'x' \\# % ]]>  "));
  EXPECT_THAT(text, HasSubstr("    not ok 3 - step 3 # TODO not yet \\# <so>\n"));
  EXPECT_THAT(text, HasSubstr("    ok 5 - step 5 # SKIP the endpoint has no clock to move\n"));
}

TEST(TapReport, GivesADiagnosticWithWhatDiffers) {
  EXPECT_THAT(TapReport(SampleRun()),
              HasSubstr("          expected: \"404\"\n          actual: \"403\"\n"
                        "          at: \"dir/a,b:c.yaml:24:5\"\n"));
}

TEST(TapReport, FailsScenariosThatCannotBeRun) {
  EXPECT_THAT(TapReport(SampleRun()),
              HasSubstr("not ok 2 - dir/invalid.yaml [dir/invalid.yaml]\n  ---\n  problems:\n"));
}

}  // namespace
}  // namespace simulator
