// The HTML report: what is in it, and that nothing in it can run or load.
#include "simulator/report/html_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy_engine/base/json.h"

namespace simulator {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kDecision = R"({
  "id":"d-1","outcome":"implicitDeny","authorizations":[{"action":"sts:AssumeRole",
  "resource":"arn:aws:iam::111122223333:role/R","decision":"implicitDeny",
  "decidedBy":"trust-policy","certainty":"unsure","certaintySection":"6",
  "certaintyNote":"boundaries of sessions","changes":["let <somebody> in"],
  "policyTypes":[{"type":"trust-policy","account":"111122223333","result":"implicitDeny",
   "policies":[{"name":"trust","arn":null,"kind":"trust",
    "owner":{"type":"role","name":"R","account":"111122223333"},
    "document":"{\"Statement\":[{\"Sid\":\"<Door>\",\"Effect\":\"Allow\"}]}",
    "statements":[{"index":0,"sid":"<Door>","effect":"Allow","matched":false,
      "line":1,"column":15,"begin":14,"end":46,
      "failed":{"element":"Condition","key":"sts:ExternalId","operator":"StringEquals",
                "wanted":["x"],"got":null}}]}]}]}]})";

RunResult SampleRun() {
  StepResult step;
  step.number = 1;
  step.title = "<script>alert('step')</script>";
  step.actor = "acme/user/\"><img src=x onerror=alert(1)>";
  step.action = "sts:AssumeRole";
  step.time = "2026-03-02T09:00:00Z";
  step.outcome = "AccessDenied";
  Exchange exchange;
  exchange.title = "sts:AssumeRole";
  exchange.parameters = {{"RoleSessionName", "</pre><script>"}};
  exchange.status = 403;
  exchange.error_code = "AccessDenied";
  exchange.error_message = "User: <b>ana</b> is not authorized";
  exchange.decision = *policy_engine::ParseJson(kDecision);
  step.exchanges.push_back(exchange);
  step.issued.push_back({"session/deploy", "ASIAEXAMPLE", "arn:aws:sts::111122223333:x", ""});
  ScenarioResult scenario;
  scenario.file = "a&b.yaml";
  scenario.name = "Name <i>";
  scenario.story = "Two\nlines";
  scenario.accounts = {{"acme", "111122223333"}};
  scenario.steps.push_back(step);
  return RunResult{{scenario}};
}

TEST(HtmlReport, EscapesWhateverStandsInNames) {
  const std::string html = HtmlReport(SampleRun());
  for (const char* raw :
       {"<script>", "<img", "</pre><script>", "<b>ana</b>", "<i>", "<Door>", "<somebody>", "a&b"}) {
    EXPECT_THAT(html, Not(HasSubstr(raw)));
  }
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert("));
}

TEST(HtmlReport, LoadsAndRunsNothing) {
  const std::string html = HtmlReport(SampleRun());
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  for (const char* loading :
       {"<link", " src=\"", "url(http", "url(//", "@import", "href=\"http", "<iframe", "<object"}) {
    EXPECT_THAT(html, Not(HasSubstr(loading)));
  }
}

TEST(HtmlReport, ShowsRequestAnswerDecisionAndWhatWouldTurnIt) {
  const std::string html = HtmlReport(SampleRun());
  for (const char* shown :
       {"RoleSessionName", "is not authorized", "trust-policy", "let &lt;somebody&gt; in",
        "sts:ExternalId", "Two lines", "<svg", "section 6: boundaries of sessions"}) {
    EXPECT_THAT(html, HasSubstr(shown));
  }
}

TEST(HtmlReport, IsTheSameForTheSameRun) {
  EXPECT_EQ(HtmlReport(SampleRun()), HtmlReport(SampleRun()));
}

TEST(HtmlReport, TellsWhatIsWrongWithAFile) {
  ScenarioResult scenario;
  scenario.file = "broken.yaml";
  scenario.internal_error = "the <world> ended";
  EXPECT_THAT(HtmlReport(RunResult{{scenario}}), HasSubstr("the &lt;world&gt; ended"));
}

}  // namespace
}  // namespace simulator
