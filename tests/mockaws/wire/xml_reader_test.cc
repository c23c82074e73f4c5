#include "mockaws/wire/xml_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mockaws {
namespace {

using ::testing::HasSubstr;

TEST(XmlReader, ReadsElementsAndText) {
  const auto root = ParseXml(
      "<R xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">\n  <A>x &lt;&amp;&#233;</A>\n"
      "  <B><member>1</member><member>2</member></B><Empty/>\n</R>\n");
  ASSERT_TRUE(root.ok());
  EXPECT_EQ(root->name, "R");
  EXPECT_EQ(root->TextOf("A"), "x <&\xC3\xA9");
  EXPECT_EQ(root->Find("B")->children.size(), 2U);
  EXPECT_EQ(root->Find("B")->text, "");
  EXPECT_EQ(root->TextOf("Empty"), "");
  EXPECT_EQ(root->Find("C"), nullptr);
}

TEST(XmlReader, WhiteSpaceAloneIsAValue) {
  EXPECT_EQ(ParseXml("<R><V>  </V></R>")->TextOf("V"), "  ");
}

TEST(XmlReader, WhatIsNoXmlIsAnError) {
  EXPECT_THAT(ParseXml("{\"json\":1}").error().message, HasSubstr("XML"));
  EXPECT_FALSE(ParseXml("").ok());
  EXPECT_FALSE(ParseXml("<a><b></a>").ok());
  EXPECT_FALSE(ParseXml("<a/><b/>").ok());
}

TEST(XmlReader, EntitiesOfADocumentTypeAreNotExpanded) {
  const auto root = ParseXml(
      "<!DOCTYPE r [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]>"
      "<r><v>&b;</v></r>");
  if (root.ok()) {
    EXPECT_EQ(root->TextOf("v"), "&b;");
  }
}

TEST(XmlReader, DeepNestingIsAnErrorAndNoCrash) {
  std::string deep;
  for (int i = 0; i < 500'000; ++i) deep += "<a>";
  for (int i = 0; i < 500'000; ++i) deep += "</a>";
  EXPECT_FALSE(ParseXml(deep).ok());
}

}  // namespace
}  // namespace mockaws
