// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/promql/prometheuspeer.h"

#include "tests/bench/prometheuschunks.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTimer>
#include <QUrlQuery>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace wf::bench {

namespace {

// The newest Prometheus at hand: WF_PROMETHEUS names a folder with "prometheus" and "promtool".
QString program(const QString &name)
{
    const QString folder = qEnvironmentVariable("WF_PROMETHEUS");
    return folder.isEmpty() ? QStandardPaths::findExecutable(name) : folder + u'/' + name;
}

bool writeSamples(const std::vector<signals::RawSeries> &series, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    std::vector<ChunkSeries> columns;
    for (const signals::RawSeries &s : series)
        columns.push_back({s.labels, s.timesMs, s.values});
    writeOpenMetrics(columns, file);
    return file.error() == QFileDevice::NoError;
}

int freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

QByteArray get(const QUrl &url)
{
    QNetworkAccessManager manager;
    QNetworkReply *reply = manager.get(QNetworkRequest(url));
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

bool becomesReady(int port)
{
    const QUrl url(QStringLiteral("http://127.0.0.1:%1/-/ready").arg(port));
    for (int i = 0; i < 300; ++i) {
        if (!get(url).isEmpty())
            return true;
        QEventLoop loop;
        QTimer::singleShot(200, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return false;
}

} // namespace

std::unique_ptr<PrometheusPeer> PrometheusPeer::start(const std::vector<signals::RawSeries> &series)
{
    std::unique_ptr<PrometheusPeer> peer(new PrometheusPeer);
    const QString server = program(QStringLiteral("prometheus")), tool = program(QStringLiteral("promtool"));
    const QString input = peer->m_folder.filePath(QStringLiteral("samples.om"));
    const QString data = peer->m_folder.filePath(QStringLiteral("data"));
    if (server.isEmpty() || tool.isEmpty() || !writeSamples(series, input)) {
        std::fprintf(stderr, "no Prometheus to measure against\n");
        return nullptr;
    }
    QProcess blocks;
    blocks.start(tool, {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"), QStringLiteral("openmetrics"),
                        QStringLiteral("--max-block-duration=24h"), input, data});
    if (!blocks.waitForFinished(900'000) || blocks.exitCode() != 0) {
        std::fprintf(stderr, "promtool: %s\n", blocks.readAllStandardError().constData());
        return nullptr;
    }
    QFile::remove(input);
    const QString config = peer->m_folder.filePath(QStringLiteral("prometheus.yml"));
    QFile file(config);
    if (!file.open(QIODevice::WriteOnly) || file.write("global: {}\n") < 0)
        return nullptr;
    file.close();
    peer->m_port = freePort();
    peer->m_server.setStandardErrorFile(QProcess::nullDevice());
    peer->m_server.start(server,
                         {QStringLiteral("--config.file=") + config, QStringLiteral("--storage.tsdb.path=") + data,
                          QStringLiteral("--storage.tsdb.retention.time=3650d"),
                          QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(peer->m_port)});
    if (!becomesReady(peer->m_port)) {
        std::fprintf(stderr, "Prometheus did not become ready\n");
        return nullptr;
    }
    const QByteArray build = get(QUrl(QStringLiteral("http://127.0.0.1:%1/api/v1/status/buildinfo").arg(peer->m_port)));
    peer->m_version = QJsonDocument::fromJson(build)[QLatin1String("data")][QLatin1String("version")].toString();
    return peer;
}

PrometheusPeer::~PrometheusPeer()
{
    m_server.terminate();
    m_server.waitForFinished(10'000);
}

double PrometheusPeer::cpuMs() const
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(m_server.processId()));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = stat.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    const double ticks = fields.value(11).toDouble() + fields.value(12).toDouble();
    return ticks * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

QByteArray PrometheusPeer::answer(const QString &query, qint64 startMs, qint64 endMs, qint64 stepMs) const
{
    const auto seconds = [](qint64 ms) { return QString::number(static_cast<double>(ms) / 1000, 'f', 3); };
    QUrl url(QStringLiteral("http://127.0.0.1:%1/api/v1/query_range").arg(m_port));
    QUrlQuery form;
    form.addQueryItem(QStringLiteral("query"), QString::fromUtf8(QUrl::toPercentEncoding(query)));
    form.addQueryItem(QStringLiteral("start"), seconds(startMs));
    form.addQueryItem(QStringLiteral("end"), seconds(endMs));
    form.addQueryItem(QStringLiteral("step"), seconds(stepMs));
    form.addQueryItem(QStringLiteral("stats"), QStringLiteral("1"));
    url.setQuery(form);
    return get(url);
}

std::optional<PrometheusPeer::Cost> PrometheusPeer::cost(const QString &query, qint64 startMs, qint64 endMs,
                                                         qint64 stepMs, int runs) const
{
    std::vector<double> wall, cpu;
    for (int i = 0; i <= runs; ++i) {
        const double before = cpuMs();
        const QJsonDocument body = QJsonDocument::fromJson(answer(query, startMs, endMs, stepMs));
        const QJsonValue timings = body[QLatin1String("data")][QLatin1String("stats")][QLatin1String("timings")];
        if (!timings.isObject())
            return std::nullopt;
        if (i == 0)
            continue; // warms up
        wall.push_back(timings[QLatin1String("evalTotalTime")].toDouble() * 1000);
        cpu.push_back(cpuMs() - before);
    }
    return Cost{median(wall), median(cpu)};
}

} // namespace wf::bench
