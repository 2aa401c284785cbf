// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/peers/cluster/alertmanagerpair.h"

#include <QHash>

namespace wf::tests {

// The program as people run it, on a pair of Alertmanagers, with a state of its own that lasts over its runs.
class Program {
public:
    explicit Program(const AlertmanagerPair &pair) : Program(pair.url(0), pair.url(1)) {}
    Program(const QUrl &first, const QUrl &second); // sources "a" and "b"
    ~Program();

    // One command. json() waits for it and gives back what it said on its standard output.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &words) const;
    [[nodiscard]] QJsonArray json(const QStringList &words);
    [[nodiscard]] const QString &errors() const { return m_errors; } // of the last json()

    // The console without a window that stays, and tells this address of every incident. False when it does not come
    // up within two minutes.
    [[nodiscard]] bool run(const QUrl &hook);
    void kill();                              // -9
    [[nodiscard]] double residentMiB() const; // 0 when it does not run

private:
    void write(const QString &name, const QString &text) const;

    QTemporaryDir m_dir;
    QString m_errors;
    std::unique_ptr<QProcess> m_console;
    QByteArray m_said;
};

// The id of the incident in which each alert is, by the alert's name; as `incidents list --format json` says.
[[nodiscard]] QHash<QString, QString> homesIn(const QJsonArray &incidents);

} // namespace wf::tests
