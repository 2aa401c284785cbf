// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/foresight/fleet.h"

#include "tests/support/past/openmetricspast.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTcpServer>
#include <QTcpSocket>

#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <string>
#include <sys/prctl.h>

namespace wf::tests {

namespace {

constexpr double zeroS = 1'700'000'000; // counters began then
constexpr double dayS = 86'400;

enum class What { Good, Bad, Counter, Gauge };

struct Metric {
    const char *family;
    const char *labels; // %: the number of the service or machine; all of them, so that a scrape adds none
    What what;
    double size; // of the rate or the value
};
constexpr const char *service = "job=\"fleet\",service=\"svc-%\",region=\"eu-west\",instance=\"svc-%-0\"";
constexpr const char *container =
    "job=\"fleet\",instance=\"svc-%-0\",namespace=\"shop\",container=\"svc-%\",pod=\"svc-%-0\"";
constexpr std::array metrics{
    Metric{"container_cpu_usage_seconds_total", container, What::Counter, 0.3},
    Metric{"container_memory_working_set_bytes", container, What::Gauge, 3e8},
    Metric{"http_requests_total", "code=\"200\",", What::Good, 40},
    Metric{"http_requests_total", "code=\"500\",", What::Bad, 40},
    Metric{"node_cpu_seconds_total", "job=\"fleet\",instance=\"node-%\",cpu=\"0\",mode=\"idle\"", What::Counter, 0.7},
    Metric{"node_disk_io_time_seconds_total", "job=\"fleet\",instance=\"node-%\",device=\"sda\"", What::Counter, 0.2},
    Metric{"node_memory_MemAvailable_bytes", "job=\"fleet\",instance=\"node-%\"", What::Gauge, 4e9},
    Metric{"node_memory_MemTotal_bytes", "job=\"fleet\",instance=\"node-%\"", What::Gauge, 0},
    Metric{"node_network_receive_bytes_total", "job=\"fleet\",instance=\"node-%\",device=\"eth0\"", What::Counter, 1e6},
    Metric{"process_cpu_seconds_total", service, What::Counter, 0.4},
    Metric{"process_resident_memory_bytes", service, What::Gauge, 2e8},
};

double noiseAt(std::size_t metric, int i, std::uint64_t slot)
{
    std::uint64_t x = slot * 0x9E3779B97F4A7C15ULL + metric * 7919 + static_cast<std::uint64_t>(i) * 104729;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return static_cast<double>(x >> 11) / static_cast<double>(1ULL << 52) - 1;
}

// -1 … 1, a straight line between quarters of a minute: a counter with three seconds of it never falls, however near
// two scrapes are.
double noise(std::size_t metric, int i, double timeS)
{
    const double slots = timeS / 15, slot = std::floor(slots);
    const double from = noiseAt(metric, i, static_cast<std::uint64_t>(slot));
    return from + (noiseAt(metric, i, static_cast<std::uint64_t>(slot) + 1) - from) * (slots - slot);
}

double value(std::size_t m, int i, double timeS, double brokenS)
{
    const Metric &metric = metrics[m];
    if (metric.what == What::Gauge && metric.size == 0)
        return 16e9;
    const double since = timeS - zeroS;
    const double phase = 2 * M_PI * std::fmod(timeS, dayS) / dayS + i;
    const double own = metric.size * (1 + i % 37 / 20.0);
    if (metric.what == What::Gauge)
        return own * (1 + 0.1 * std::sin(phase) + 0.02 * noise(m, i, timeS));
    // A rate that follows the day, and up to three seconds of it more or less.
    const double total = own * (since + 0.3 * dayS / (2 * M_PI) * (1 - std::cos(phase)) + 3 * (1 + noise(m, i, timeS)));
    if (metric.what != What::Bad)
        return total;
    const bool isBroken = brokenS != 0 && timeS > brokenS && Fleet::breaks(i);
    return 0.005 * total + (isBroken ? 0.2 * own * (timeS - brokenS) : 0);
}

QByteArray head(std::size_t m, int i)
{
    const Metric &metric = metrics[m];
    QByteArray labels = metric.labels;
    if (metric.what == What::Good || metric.what == What::Bad)
        labels += service;
    return QByteArray(metric.family) + '{' + labels.replace('%', QByteArray::number(i)) + '}';
}

QByteArray typeLine(std::size_t m, bool isOpenMetrics)
{
    if (m > 0 && QByteArray(metrics[m].family) == metrics[m - 1].family)
        return {};
    const QByteArray family = metrics[m].family;
    if (isOpenMetrics)
        return OpenMetricsPast::typeLine(family);
    return "# TYPE " + family + (metrics[m].what != What::Gauge ? " counter\n" : " gauge\n");
}

void answer(QTcpSocket &socket, Fleet &fleet)
{
    const QByteArray asked = socket.readAll();
    const double nowS = static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3;
    if (asked.startsWith("GET /break"))
        fleet.brokenS = nowS;
    const QByteArray body = asked.startsWith("GET /metrics") ? fleet.page(nowS) : QByteArray("ok\n");
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nConnection: close\r\nContent-Length: " +
                 QByteArray::number(body.size()) + "\r\n\r\n" + body);
    socket.disconnectFromHost();
}

} // namespace

QByteArray Fleet::history(qint64 fromS, qint64 toS, qint64 stepS) const
{
    QByteArray out;
    out.reserve(static_cast<qsizetype>(metrics.size()) * size() * ((toS - fromS) / stepS + 1) * 110);
    for (std::size_t m = 0; m < metrics.size(); ++m) {
        out += typeLine(m, true);
        for (int i = 0; i < size(); ++i) {
            const QByteArray series = head(m, i);
            for (qint64 t = fromS; t <= toS; t += stepS)
                putSample(out, series, t * 1000, value(m, i, static_cast<double>(t), brokenS));
        }
    }
    return out + "# EOF\n";
}

QByteArray Fleet::page(double nowS) const
{
    QByteArray out;
    out.reserve(static_cast<qsizetype>(metrics.size()) * size() * 110);
    for (std::size_t m = 0; m < metrics.size(); ++m) {
        out += typeLine(m, false);
        for (int i = 0; i < size(); ++i)
            out += head(m, i) + ' ' +
                   QByteArray::number(value(m, i, nowS, brokenS), 'g', QLocale::FloatingPointShortest) + '\n';
    }
    return out;
}

int serveFleet(quint16 port)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    Fleet fleet;
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost, port))
        return 1;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        while (QTcpSocket *socket = server.nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, &fleet] { answer(*socket, fleet); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace wf::tests
