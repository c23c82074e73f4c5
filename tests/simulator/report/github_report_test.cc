#include "simulator/report/github_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_run.h"

namespace simulator {
namespace {

using testing::HasSubstr;

TEST(GithubReport, AnnotatesEachMismatchAtItsPlace) {
  const std::string text = GithubReport(SampleRun());
  EXPECT_THAT(text, HasSubstr("::error file=dir/a%2Cb%3Ac.yaml,line=23,col=5,title="));
  EXPECT_THAT(text, HasSubstr("::error file=dir/a%2Cb%3Ac.yaml,line=24,col=5,title="));
  EXPECT_THAT(text, HasSubstr("expected: 404%0Aactual:   403\n"));
}

TEST(GithubReport, KeepsACommandOnOneLineWhateverTheNames) {
  size_t commands = 0;
  const std::string text = GithubReport(SampleRun());
  for (size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    if (text.compare(at, 2, "::") == 0) ++commands;
  }
  // Two mismatches, a gap, a step not run, one skipped, an invalid file; then the summary.
  EXPECT_EQ(commands, 6u);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 7);
  EXPECT_THAT(text, HasSubstr("# %25 ]]>"));
}

TEST(GithubReport, GivesGapsAndSkippedStepsAsNotices) {
  EXPECT_THAT(GithubReport(SampleRun()), HasSubstr("::notice file=dir/a%2Cb%3Ac.yaml,line=30,"));
  EXPECT_THAT(GithubReport(SampleRun()), HasSubstr("::skipped: the endpoint has no clock"));
}

TEST(GithubReport, AnnotatesFilesThatCannotBeRun) {
  EXPECT_THAT(GithubReport(SampleRun()),
              HasSubstr("::error file=dir/a%2Cb%3Ac.yaml,line=7,col=5,title=dir/invalid.yaml::"
                        "unknown key \"stepz\"\n"));
}

}  // namespace
}  // namespace simulator
