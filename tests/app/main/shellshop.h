// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace wf::tests {

using namespace Qt::StringLiterals;

struct Ended {
    int code = -1;
    QByteArray out, err;
};

// An Alertmanager with one alert that tells an address, and the program as people start it.
class ShellShop {
public:
    ShellShop()
    {
        const QString since = base::isoTime(base::SystemClock().nowNs() - 10 * base::nsPerMinute);
        m_server.on(
            u"/api/v2/alerts"_s,
            support::HttpResponse::json(
                u"[{\"fingerprint\":\"0123456789abcdef\",\"startsAt\":\"%1\",\"updatedAt\":\"%1\","
                "\"endsAt\":\"2090-01-01T00:00:00Z\",\"generatorURL\":\"\",\"receivers\":[{\"name\":\"all\"}],"
                "\"status\":{\"state\":\"active\",\"silencedBy\":[],\"inhibitedBy\":[]},"
                "\"annotations\":{\"summary\":\"order of ada@example.org\"},"
                "\"labels\":{\"alertname\":\"CheckoutSlow\",\"service\":\"checkout\",\"severity\":\"critical\"}}]"_s
                    .arg(since)
                    .toUtf8()));
        m_server.on(u"/api/v2/silences"_s, [this](const support::HttpRequest &request) { return silences(request); });
        m_server.on(
            u"/api/v2/status"_s,
            support::HttpResponse::json(
                R"({"cluster":{"status":"disabled","peers":[]},"versionInfo":{"version":"0.27.0"},"uptime":"2026-01-01T00:00:00Z","config":{"original":""}})"));
        QFile file(path(u"environment.yaml"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("name: shop\nsources:\n  - id: am\n    name: am\n    kind: alerts\n    product: Alertmanager\n"
                       "    url: " +
                       m_server.url().toEncoded() + '\n');
    }
    // What was silenced, as the server keeps it.
    [[nodiscard]] const QJsonArray &silences() const { return m_silences; }
    [[nodiscard]] support::HttpServer &server() { return m_server; }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    [[nodiscard]] Ended run(const QStringList &arguments) const
    {
        QProcess process;
        auto variables = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"})
            variables.insert(QString::fromLatin1(name), path(QString::fromLatin1(name)));
        variables.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        process.setProcessEnvironment(variables);
        process.start(QStringLiteral(WF_PROGRAM), arguments);
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 150'000)) {
            qWarning() << "did not end:" << arguments << process.readAllStandardOutput()
                       << process.readAllStandardError() << threadsOf(process.processId());
            process.kill();
            process.waitForFinished();
            return {};
        }
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    [[nodiscard]] Ended bundle(const QStringList &arguments) const
    {
        return run(QStringList{u"incidents"_s, u"bundle"_s} + arguments +
                   QStringList{u"--environment-file"_s, path(u"environment.yaml"_s)});
    }

private:
    // What each thread of a program that does not end waits in, as Linux tells it.
    static QStringList threadsOf(qint64 process)
    {
        QStringList out;
        const QDir tasks(u"/proc/%1/task"_s.arg(process));
        for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto told = [&](const QString &name) {
                QFile file(tasks.filePath(task + u'/' + name));
                return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
            };
            out << told(u"comm"_s) + u": "_s + told(u"wchan"_s) + u' ' + told(u"syscall"_s);
        }
        return out;
    }
    support::HttpResponse silences(const support::HttpRequest &request)
    {
        if (request.method != "POST")
            return support::HttpResponse::json(QJsonDocument(m_silences).toJson());
        auto one = QJsonDocument::fromJson(request.body).object();
        const QString id = u"00000000-0000-4000-8000-%1"_s.arg(m_silences.size(), 12, 10, QLatin1Char('0'));
        one[u"id"_s] = id;
        one[u"updatedAt"_s] = one[u"startsAt"_s];
        one[u"status"_s] = QJsonObject{{u"state"_s, u"active"_s}};
        m_silences.append(one);
        return support::HttpResponse::json(QJsonDocument(QJsonObject{{u"silenceID"_s, id}}).toJson());
    }
    QJsonArray m_silences;
    QTemporaryDir m_folder;
    support::HttpServer m_server;
};

} // namespace wf::tests
