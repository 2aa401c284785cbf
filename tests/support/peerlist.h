// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real servers a peer test may talk to, as `./dev peers up` wrote them into the file that WF_PEERS names.
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace wf::tests {

struct Peer {
    QString name;    // "loki-3.7"
    QString kind;    // prometheus, alertmanager, node-exporter, loki, jaeger
    QString version; // "3.7.8"
    QUrl url;
    QUrl otlp;      // OTLP/HTTP base address of a jaeger, else empty
    QString data;   // its throw-away folder
    QString state;  // running, stopped, failed, unavailable
    QString reason; // why not running
    qint64 pid = 0;
};

class PeerList {
public:
    // Reads the file again each time: a restarted server has a new pid.
    [[nodiscard]] static PeerList load()
    {
        PeerList list;
        const QString path = qEnvironmentVariable("WF_PEERS");
        if (path.isEmpty()) {
            list.m_problem = QStringLiteral("no real servers: run ./dev test peers");
            return list;
        }
        QFile file(path);
        const QJsonObject all =
            file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
        if (all.isEmpty())
            list.m_problem = QStringLiteral("no real servers: ") + path + QStringLiteral(" cannot be read");
        for (const QJsonValue &word : all[QLatin1String("control")].toArray())
            list.m_control.append(word.toString());
        list.m_tools = all[QLatin1String("tools")].toObject();
        list.m_missingTools = all[QLatin1String("missing_tools")].toObject();
        for (const QJsonValue &entry : all[QLatin1String("peers")].toArray())
            list.m_peers.append(read(entry.toObject()));
        return list;
    }

    // Null when there is no such peer, running or not.
    [[nodiscard]] const Peer *find(const QString &name) const
    {
        for (const Peer &peer : m_peers) {
            if (peer.name == name)
                return &peer;
        }
        return nullptr;
    }

    // The running ones of a kind.
    [[nodiscard]] QList<Peer> ofKind(const QString &kind) const
    {
        QList<Peer> found;
        for (const Peer &peer : m_peers) {
            if (peer.kind == kind && peer.state == QLatin1String("running"))
                found.append(peer);
        }
        return found;
    }

    // Empty when the peer runs; else what to say to QSKIP, with the reason ./dev test counts.
    [[nodiscard]] QString whyNot(const QString &name) const
    {
        if (!m_problem.isEmpty())
            return m_problem;
        const Peer *peer = find(name);
        if (peer == nullptr)
            return name + QStringLiteral(" is not among the real servers");
        if (peer->state == QLatin1String("running"))
            return {};
        return name + QStringLiteral(": ") + (peer->reason.isEmpty() ? peer->state : peer->reason);
    }

    // The path of a client that is built for tests; empty: whyNoTool().
    [[nodiscard]] QString tool(const QString &name) const { return m_tools[name].toString(); }
    [[nodiscard]] QString whyNoTool(const QString &name) const
    {
        const QString why = m_missingTools[name].toString(QStringLiteral("was not asked for"));
        return m_problem.isEmpty() ? name + QStringLiteral(": ") + why : m_problem;
    }

    // action: start, stop, kill or restart. Returns when it is done (a start: when the server is ready); false when
    // not.
    [[nodiscard]] bool control(const QString &action, const QString &name) const
    {
        if (m_control.isEmpty())
            return false;
        QStringList arguments = m_control.mid(1);
        arguments << action << name;
        QProcess process;
        process.setStandardOutputFile(QProcess::nullDevice());
        process.start(m_control.first(), arguments);
        return process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit &&
               process.exitCode() == 0;
    }

private:
    [[nodiscard]] static Peer read(const QJsonObject &entry)
    {
        const auto text = [&entry](QLatin1String key) { return entry[key].toString(); };
        Peer peer;
        peer.name = text(QLatin1String("name"));
        peer.kind = text(QLatin1String("kind"));
        peer.version = text(QLatin1String("version"));
        peer.url = QUrl(text(QLatin1String("url")));
        peer.otlp = QUrl(text(QLatin1String("otlp")));
        peer.data = text(QLatin1String("data"));
        peer.state = text(QLatin1String("state"));
        peer.reason = text(QLatin1String("reason"));
        peer.pid = entry[QLatin1String("pid")].toInteger();
        return peer;
    }

    QList<Peer> m_peers;
    QStringList m_control;
    QJsonObject m_tools, m_missingTools;
    QString m_problem;
};

} // namespace wf::tests

// Skips the running test function, saying why, unless the named peer runs.
#define WF_NEED_PEER(list, name)                                                                                       \
    do {                                                                                                               \
        const QString wfWhyNot = (list).whyNot(name);                                                                  \
        if (!wfWhyNot.isEmpty())                                                                                       \
            QSKIP(qUtf8Printable(wfWhyNot));                                                                           \
    } while (false)
