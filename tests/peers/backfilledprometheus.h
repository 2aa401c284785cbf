// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace wf::tests {

// A Prometheus of the test's own that holds known samples, on a free port; it ends with this.
class BackfilledPrometheus {
public:
    BackfilledPrometheus() = default;
    ~BackfilledPrometheus()
    {
        if (m_server.state() == QProcess::NotRunning)
            return;
        m_server.kill();
        m_server.waitForFinished();
    }
    BackfilledPrometheus(const BackfilledPrometheus &) = delete;
    BackfilledPrometheus &operator=(const BackfilledPrometheus &) = delete;

    static bool isInstalled()
    {
        return !QStandardPaths::findExecutable(QStringLiteral("promtool")).isEmpty() &&
               !QStandardPaths::findExecutable(QStringLiteral("prometheus")).isEmpty();
    }
    // OpenMetrics text with times, rules it evaluates, and more of its configuration. Waits until the server listens;
    // false when it does not.
    [[nodiscard]] bool start(const QByteArray &openMetrics, const QByteArray &rules = {},
                             const QByteArray &configuration = {})
    {
        const QByteArray files = rules.isEmpty() ? QByteArray() : QByteArray("rule_files: [rules.yml]\n");
        if (!write(QStringLiteral("samples.om"), openMetrics) || !write(QStringLiteral("rules.yml"), rules) ||
            !write(QStringLiteral("prometheus.yml"),
                   "global: {scrape_interval: 1m, evaluation_interval: 1m}\n" + files + configuration))
            return false;
        QProcess backfill;
        backfill.start(QStringLiteral("promtool"),
                       {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"), QStringLiteral("openmetrics"),
                        QStringLiteral("--max-block-duration=512h"), // a block every two hours takes minutes to write
                        m_folder.filePath(QStringLiteral("samples.om")), m_folder.filePath(QStringLiteral("data"))});
        QTcpServer free;
        if (!backfill.waitForFinished(150'000) || backfill.exitCode() != 0 || !free.listen(QHostAddress::LocalHost))
            return false;
        const quint16 port = free.serverPort();
        m_address = QStringLiteral("127.0.0.1:%1").arg(port);
        free.close();
        m_server.start(QStringLiteral("prometheus"),
                       {QStringLiteral("--config.file=") + m_folder.filePath(QStringLiteral("prometheus.yml")),
                        QStringLiteral("--storage.tsdb.path=") + m_folder.filePath(QStringLiteral("data")),
                        QStringLiteral("--storage.tsdb.retention.time=100y"),
                        QStringLiteral("--web.listen-address=") + m_address});
        return m_server.waitForStarted() && QTest::qWaitFor(
                                                [port] {
                                                    QTcpSocket socket;
                                                    socket.connectToHost(QHostAddress::LocalHost, port);
                                                    return socket.waitForConnected(200);
                                                },
                                                60'000);
    }
    [[nodiscard]] const QString &address() const { return m_address; } // "127.0.0.1:41234"

private:
    [[nodiscard]] bool write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }

    QTemporaryDir m_folder;
    QProcess m_server;
    QString m_address;
};

} // namespace wf::tests
