// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to receive: decoding what exporters send, a whole request from socket to intake, and the HTTP server
// under eight busy clients while 200 others send nothing.
#include "models/station/receive/receiveservice.h"
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/otlp/encode/encode.h"
#include "models/wire/otlp/requests.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "tests/bench/benchline.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <thread>

using namespace wf;
using namespace wf::bench;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int spanCount = 5'000;
constexpr int lineCount = 10'000;
constexpr int seriesCount = 2'000;
constexpr qint64 startNs = 1'795'245'516LL * base::nsPerSecond;

// Takes everything and keeps nothing.
class Bottomless final : public station::Intake {
public:
    base::Result<station::Accepted> takeMetrics(station::MetricBatch batch) override
    {
        return station::Accepted{static_cast<qint64>(batch.points.size()), {}};
    }
    base::Result<station::Accepted> takeLogs(std::vector<signals::LogLine> lines) override
    {
        return station::Accepted{static_cast<qint64>(lines.size()), {}};
    }
    base::Result<station::Accepted> takeSpans(std::vector<signals::Trace> traces) override
    {
        return station::Accepted{static_cast<qint64>(traces.size()), {}};
    }
};

std::string spansAsProtobuf()
{
    std::vector<signals::Trace> traces;
    for (int t = 0; t < spanCount / 20; ++t) {
        signals::Trace trace;
        trace.traceId = QStringLiteral("%1").arg(t + 1, 32, 16, QLatin1Char('0'));
        trace.processes = {{QStringLiteral("cart"), {{"host.name", "node-1"}, {"service.version", "1.2.3"}}}};
        for (int i = 0; i < 20; ++i) {
            signals::Span span;
            span.spanId = signals::SpanId(static_cast<quint64>(i) + 1);
            span.parentSpanId = signals::SpanId(static_cast<quint64>(i) / 2);
            span.operation = QStringLiteral("GET /api/cart/%1").arg(i % 7);
            span.kind = signals::SpanKind::Server;
            span.startNs = startNs + i * base::nsPerMs;
            span.durationNs = base::nsPerMs;
            span.tags = {{"http.request.method", "GET"},
                         {"http.route", "/api/cart/{id}"},
                         {"http.response.status_code", "200"},
                         {"server.address", "cart.shop.local"},
                         {"server.port", "8080"},
                         {"user.id", std::to_string(i)}};
            trace.spans.push_back(std::move(span));
        }
        traces.push_back(std::move(trace));
    }
    return wire::otlp::encodeTraces(traces);
}

std::string linesAsPush()
{
    std::vector<signals::LogLine> lines;
    for (int i = 0; i < lineCount; ++i) {
        signals::LogLine line;
        line.timeNs = startNs + i;
        line.text = "level=info ts=2026-11-21 caller=http.go:55 msg=\"request completed\" path=/api/item/" +
                    std::to_string(i) + " status=200";
        line.stream = base::Labels{{"app", "cart"}, {"pod", "cart-" + std::to_string(i % 20)}};
        lines.push_back(std::move(line));
    }
    return wire::lokipush::encodeSnappy(lines);
}

std::string samplesAsWrite()
{
    std::vector<wire::remotewrite::WrittenSeries> series;
    for (int i = 0; i < seriesCount; ++i) {
        wire::remotewrite::WrittenSeries one;
        one.series.labels = base::Labels{{"__name__", "http_requests_total"},
                                         {"code", "200"},
                                         {"instance", "10.0.0.1:9090"},
                                         {"job", "api"},
                                         {"path", "/p" + std::to_string(i)}};
        for (int k = 0; k < 5; ++k) {
            one.series.timesMs.push_back(startNs / base::nsPerMs + k * 15'000);
            one.series.values.push_back(i + k);
        }
        series.push_back(std::move(one));
    }
    return wire::remotewrite::encode(series, {});
}

// A connection that blocks.
class Client {
public:
    explicit Client(quint16 port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_isOpen = ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
        const int one = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    }
    ~Client() { ::close(m_socket); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;
    void send(std::string_view text) const
    {
        while (!text.empty()) {
            const auto sent = ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    // Until the answer is there (it fits into one buffer).
    [[nodiscard]] bool answered() const
    {
        std::array<char, 4096> buffer{};
        const auto got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        return got > 12 && std::string_view(buffer.data(), 10) == "HTTP/1.1 2";
    }

private:
    int m_socket;
    bool m_isOpen = false;
};

void decoding()
{
    const std::string spans = spansAsProtobuf();
    const std::string push = linesAsPush();
    const std::string write = samplesAsWrite();
    const auto perSecond = [](double items, double ms) { return items / ms * 1'000; };
    record(
        "OTLP spans decoded (protobuf)",
        perSecond(spanCount,
                  medianCpuMs(9, [&] { (void)wire::otlp::decodeTraceRequest(spans, wire::otlp::Encoding::Protobuf); })),
        "spans/s");
    record("log lines decoded (Loki push)",
           perSecond(lineCount, medianCpuMs(9, [&] { (void)wire::lokipush::decodeSnappy(push); })), "lines/s");
    record("samples decoded (remote write)",
           perSecond(seriesCount * 5,
                     medianCpuMs(9, [&] { (void)wire::remotewrite::decode(write, wire::remotewrite::Version::One); })),
           "samples/s");
}

void wholeRequests(quint16 port)
{
    const std::string spans = spansAsProtobuf();
    const std::string head =
        "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\nContent-Length: " +
        std::to_string(spans.size()) + "\r\n\r\n";
    const Client client(port);
    const auto start = Clock::now();
    constexpr int rounds = 40;
    int good = 0;
    for (int i = 0; i < rounds; ++i) {
        client.send(head);
        client.send(spans);
        good += client.answered() ? 1 : 0;
    }
    const std::chrono::duration<double> took = Clock::now() - start;
    if (good == rounds)
        record("spans received over HTTP, one connection", rounds * spanCount / took.count(), "spans/s");
}

void busyServer()
{
    net::server::Options options;
    options.endpoints = {{}};
    net::server::Server server(
        options, {{"GET",
                   "/ping",
                   [](const net::server::Request &, std::stop_token) { return net::server::textResponse(200, "pong"); },
                   0,
                   0,
                   {}}});
    const quint16 port = server.start().at(0).port;
    std::vector<std::unique_ptr<Client>> silent;
    for (int i = 0; i < 200; ++i) {
        silent.push_back(std::make_unique<Client>(port));
        silent.back()->send("GET /pi");
    }
    constexpr int threads = 8;
    constexpr int each = 5'000;
    std::vector<std::vector<double>> latencies(threads);
    std::vector<std::thread> clients;
    const auto start = Clock::now();
    for (int t = 0; t < threads; ++t)
        clients.emplace_back([&, t] {
            const Client client(port);
            for (int i = 0; i < each; ++i) {
                const auto before = Clock::now();
                client.send("GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
                if (!client.answered())
                    return;
                latencies[static_cast<std::size_t>(t)].push_back(
                    std::chrono::duration<double, std::milli>(Clock::now() - before).count());
            }
        });
    for (auto &client : clients)
        client.join();
    const std::chrono::duration<double> took = Clock::now() - start;
    std::vector<double> all;
    for (const auto &some : latencies)
        all.insert(all.end(), some.begin(), some.end());
    if (all.size() != static_cast<std::size_t>(threads) * each)
        return;
    std::sort(all.begin(), all.end());
    record("HTTP requests served, 8 clients, 200 silent ones", static_cast<double>(all.size()) / took.count(),
           "requests/s");
    record("HTTP answer, 99th percentile", all[all.size() * 99 / 100], "ms");
}

} // namespace

int main()
{
    decoding();
    Bottomless intake;
    base::SystemClock clock;
    station::ReceiveSettings settings;
    settings.server.endpoints = {{}};
    settings.receiver.sampling.spansPerSecond = 1e9;
    station::ReceiveService receive(settings, {}, {intake, clock});
    receive.start();
    wholeRequests(receive.snapshot()->ports.at(0).port);
    busyServer();
    record("resident after all of it", residentMiB(), "MiB");
    return 0;
}
