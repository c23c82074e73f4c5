// mockaws::Server with a handler that does nothing: what the carrier alone costs over Beast.
//
//   plain_server [--threads N] [--response-bytes TOTAL] [--port PORT]
//
// Same arguments and output as bare_server.
#include <cstdio>
#include <string>

#include "bench/server/arguments.h"
#include "mockaws/http/response_writer.h"
#include "mockaws/http/server.h"
#include "mockaws/http/shutdown_signals.h"
#include "mockaws/runtime/clock.h"

namespace {

mockaws::HttpResponse MakeResponse(size_t total_bytes) {
  mockaws::HttpResponse response{200, {{"Content-Type", "text/xml"}}, {}};
  mockaws::ResponseFraming framing;
  framing.date = "Fri, 02 Jan 2026 03:04:05 GMT";
  // Content-Length's own digits grow with the body: two rounds settle it.
  for (int round = 0; round < 2; ++round) {
    std::string bytes;
    mockaws::AppendResponse(response, framing, &bytes);
    const size_t header_bytes = bytes.size() - response.body.size();
    response.body.assign(total_bytes > header_bytes ? total_bytes - header_bytes : 0, 'x');
  }
  return response;
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv);
  const mockaws::SystemClock clock;
  mockaws::ServerOptions options;
  options.threads = arguments.Number("--threads", 1);
  options.listen.port = static_cast<uint16_t>(arguments.Number("--port", 0));
  options.date_clock = &clock;
  const mockaws::HttpResponse response = MakeResponse(arguments.Number("--response-bytes", 600));
  arguments.Finish();

  mockaws::ShutdownSignals signals;
  mockaws::Server server(options, [&](const mockaws::HttpRequest&) { return response; });
  if (auto started = server.Start(); !started) bench::Arguments::Fail(started.error().message);
  std::printf("listening on %s\n", server.url().c_str());
  std::fflush(stdout);
  signals.Wait();
  server.Stop();
}
