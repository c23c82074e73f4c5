#include "simulator/report/report_format.h"

#include "policy_engine/check.h"
#include "simulator/report/github_report.h"
#include "simulator/report/html_report.h"
#include "simulator/report/json_report.h"
#include "simulator/report/junit_report.h"
#include "simulator/report/tap_report.h"
#include "simulator/report/text_report.h"

namespace simulator {

const std::vector<ReportFormat>& ReportFormats() {
  static const auto& formats = *new std::vector<ReportFormat>{
      {.name = "text", .what = "for people", .make = TextReport},
      {.name = "json", .what = "for programs", .make = JsonReport},
      {.name = "junit", .what = "JUnit XML, for CI servers", .make = JunitReport},
      {.name = "tap", .what = "Test Anything Protocol 14", .make = TapReport},
      {.name = "github", .what = "annotations of GitHub Actions", .make = GithubReport},
      {.name = "html", .what = "a page for browsers", .make = HtmlReport, .needs_trace = true},
  };
  return formats;
}

const ReportFormat& ReportFormatNamed(std::string_view name) {
  for (const ReportFormat& format : ReportFormats()) {
    if (format.name == name) return format;
  }
  CHECK(false, "ReportFormatNamed: no such format");
}

}  // namespace simulator
