// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <array>
#include <memory>

namespace wf::tests {

// Two real Alertmanagers that gossip, of one program, with ports and folders of their own; asked through their own API
// without any of our code. Their processes end with the test.
class AlertmanagerPair {
public:
    // `program` is the path of the server's file. start() is false, and problem() says why, when they do not both come
    // up and see each other within half a minute.
    explicit AlertmanagerPair(QString program);
    ~AlertmanagerPair();
    [[nodiscard]] bool start();
    [[nodiscard]] const QString &problem() const { return m_problem; }

    [[nodiscard]] QUrl url(int member) const;
    [[nodiscard]] qint64 pid(int member) const { return m_members[at(member)].process->processId(); }
    // kill -9, and a start on the same folder and ports that waits until the member answers.
    void kill(int member);
    [[nodiscard]] bool startAgain(int member);
    // SIGSTOP: connections are taken by the system and nobody answers; SIGCONT answers them all.
    void freeze(int member);
    void thaw(int member);
    [[nodiscard]] bool seesTheOther(int member) const;

    // Alerts that fire for an hour, as a Prometheus sends them to every member that answers.
    bool post(const QStringList &names) const;
    bool postTo(int member, const QStringList &names) const;
    // The same without waiting: what was sent and how it ended.
    [[nodiscard]] std::unique_ptr<QNetworkReply> send(int member, const QStringList &names,
                                                      QNetworkAccessManager &network) const;
    // What ends now, as a Prometheus says it.
    bool resolve(const QStringList &names) const;
    // Active silences of one alert as a member shows them; all alerts' of all when `alert` is empty.
    [[nodiscard]] QList<QJsonObject> active(int member, const QString &alert = {}) const;

private:
    struct Member {
        QTemporaryDir dir;
        quint16 http = 0, gossip = 0;
        std::unique_ptr<QProcess> process;
    };
    [[nodiscard]] static std::size_t at(int member) { return static_cast<std::size_t>(member); }
    void launch(int member);
    [[nodiscard]] bool answers(int member) const;
    [[nodiscard]] QJsonDocument asked(int member, const QString &what) const;

    [[nodiscard]] QByteArray body(const QStringList &names, int endsInS) const;

    QString m_program, m_problem;
    mutable QHash<QString, QString> m_began; // by name: every member is told the same, as a Prometheus does
    std::array<Member, 2> m_members;
};

// The path of the program that runs as this process; empty when it cannot be told.
[[nodiscard]] QString programOf(qint64 pid);

} // namespace wf::tests
