#include "mockaws/wire/xml.h"

#include <gtest/gtest.h>

#include "mockaws/wire/utf8.h"

namespace mockaws {
namespace {

std::string Xml(std::string_view text) {
  std::string out;
  AppendXmlText(text, &out);
  return out;
}

TEST(XmlText, EscapesMarkupAndCarriageReturns) {
  EXPECT_EQ(Xml("a<b>&\"c'\r\n\t"), "a&lt;b&gt;&amp;\"c'&#xD;\n\t");
  EXPECT_EQ(Xml("caf\xC3\xA9 \xF0\x9F\x98\x80"), "caf\xC3\xA9 \xF0\x9F\x98\x80");
}

TEST(XmlText, ReplacesWhatXmlCantHold) {
  EXPECT_EQ(Xml(std::string("a\0b\x01\x1F", 5)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(Xml("\xFF\xC3"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(Xml("\xEF\xBF\xBF"), "\xEF\xBF\xBD");
  EXPECT_EQ(Xml("\x7F"), "\x7F");
}

TEST(Utf8, KnowsWellFormedSequences) {
  EXPECT_EQ(Utf8SequenceBytes("a"), 1u);
  EXPECT_EQ(Utf8SequenceBytes("\xC3\xA9x"), 2u);
  EXPECT_EQ(Utf8SequenceBytes("\xEF\xBF\xBD"), 3u);
  EXPECT_EQ(Utf8SequenceBytes("\xF4\x8F\xBF\xBF"), 4u);
  for (const char* bad : {"", "\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                          "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3",
                          "\xE2\x82", "\xC3(", "\xE2(\xAC", "\xE2\x82("}) {
    EXPECT_EQ(Utf8SequenceBytes(bad), 0u);
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(CountCodePoints(""), 0u);
  EXPECT_EQ(CountCodePoints("e\xCC\x81\xF0\x9F\x98\x80"), 3u);
}

}  // namespace
}  // namespace mockaws
