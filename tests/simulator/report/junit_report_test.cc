#include "simulator/report/junit_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mockaws/wire/xml_reader.h"
#include "sample_run.h"

namespace simulator {
namespace {

using testing::HasSubstr;

TEST(JunitReport, IsReadBackByAnXmlParserWithEveryNameIntact) {
  const auto document = mockaws::ParseXml(JunitReport(SampleRun()));
  ASSERT_TRUE(document.ok());
  ASSERT_EQ(document->children.size(), 3u);
  const mockaws::XmlElement& suite = document->children[0];
  ASSERT_EQ(suite.children.size(), 5u);
  const std::string written = "<script>alert(\"1\")</script> & 'x' # % ]]> \xEF\xBF\xBD[31m\nnext";
  EXPECT_EQ(*suite.Attribute("name"), written);
  EXPECT_EQ(*suite.children[1].Attribute("name"), "2 " + written);
  const mockaws::XmlElement* failure = suite.children[1].Find("failure");
  ASSERT_NE(failure, nullptr);
  EXPECT_EQ(*failure->Attribute("message"), "error: expected NoSuchEntity, got " + written);
  EXPECT_THAT(failure->text, HasSubstr("dir/a,b:c.yaml:24:5: http\n"));
  EXPECT_NE(suite.children[3].Find("error"), nullptr);
  EXPECT_EQ(*document->children[2].Attribute("name"), "All is well days=90");
}

TEST(JunitReport, CountsStepsByWhatBecameOfThem) {
  const std::string text = JunitReport(SampleRun());
  EXPECT_THAT(text, HasSubstr("<testsuites name=\"iamsim\" tests=\"7\" failures=\"1\" "
                              "errors=\"2\" skipped=\"2\" time=\"0\">"));
  EXPECT_THAT(text, HasSubstr("tests=\"5\" failures=\"1\" errors=\"1\" skipped=\"2\""));
}

TEST(JunitReport, EscapesWhatWouldEndAnElementOrAttribute) {
  const std::string text = JunitReport(SampleRun());
  EXPECT_EQ(text.find("<script>"), std::string::npos);
  EXPECT_EQ(text.find("]]>"), std::string::npos);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_THAT(text, HasSubstr("2 &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; "
                              "&#39;x&#39; # % ]]&gt; \xEF\xBF\xBD[31m&#10;next"));
}

TEST(JunitReport, PlacesEachCaseInItsFile) {
  EXPECT_THAT(JunitReport(SampleRun()),
              HasSubstr("classname=\"dir.a,b:c\" file=\"dir/a,b:c.yaml\" line=\"20\""));
}

}  // namespace
}  // namespace simulator
