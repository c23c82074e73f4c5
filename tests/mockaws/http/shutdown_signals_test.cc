#include "mockaws/http/shutdown_signals.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

namespace mockaws {
namespace {

// In processes of their own: signals are the whole process's.
class ShutdownSignalsDeathTest : public testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(ShutdownSignalsDeathTest, WaitReturnsTheSignal) {
  for (const int number : {SIGINT, SIGTERM}) {
    EXPECT_EXIT(
        {
          ShutdownSignals signals;
          kill(getpid(), number);
          _exit(signals.Wait());
        },
        testing::ExitedWithCode(number), "");
  }
}

TEST_F(ShutdownSignalsDeathTest, ASecondSignalEndsTheProgram) {
  EXPECT_EXIT(
      {
        ShutdownSignals signals;
        kill(getpid(), SIGINT);
        signals.Wait();
        kill(getpid(), SIGTERM);
        pause();
      },
      testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace mockaws
