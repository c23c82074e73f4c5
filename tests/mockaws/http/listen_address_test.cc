#include "mockaws/http/listen_address.h"

#include <gtest/gtest.h>

namespace mockaws {
namespace {

TEST(ListenAddress, IsHostAndPort) {
  const auto v4 = ParseListenAddress("127.0.0.1:0");
  ASSERT_TRUE(v4.ok());
  EXPECT_EQ(v4->host, "127.0.0.1");
  EXPECT_EQ(v4->port, 0);
  const auto v6 = ParseListenAddress("[::1]:65535");
  ASSERT_TRUE(v6.ok());
  EXPECT_EQ(v6->host, "::1");
  EXPECT_EQ(v6->port, 65535);
  EXPECT_EQ(ParseListenAddress("localhost:80").value().host, "localhost");
}

TEST(ListenAddress, IsWrittenAsItIsRead) {
  EXPECT_EQ(FormatListenAddress({"::1", 80}), "[::1]:80");
  EXPECT_EQ(FormatListenAddress({"127.0.0.1", 4593}), "127.0.0.1:4593");
}

TEST(ListenAddress, NamesWhatIsWrong) {
  for (const char* text : {"", "4593", "127.0.0.1", ":80", "h:", "h:x", "h:65536", "h:-1", "h:80 ",
                           "::1:80", "[]:80"}) {
    const auto address = ParseListenAddress(text);
    ASSERT_FALSE(address.ok()) << text;
    EXPECT_NE(address.error().message.find("127.0.0.1:4593"), std::string::npos);
  }
}

TEST(ListenAddress, LoopbackIsWhatOnlyThisMachineReaches) {
  for (const char* host :
       {"localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(IsLoopback(host)) << host;
  }
  for (const char* host : {"0.0.0.0", "::", "192.168.1.1", "127.example.com", "localhost.example",
                           "", "::ffff:10.0.0.1"}) {
    EXPECT_FALSE(IsLoopback(host)) << host;
  }
}

}  // namespace
}  // namespace mockaws
