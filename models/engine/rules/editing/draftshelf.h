// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/engine/rules/editing/editedrule.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <set>

namespace wf::store {
class Ledger;
}

namespace wf::engine {

// What somebody wrote and has not saved.
struct ShelvedDraft {
    EditedRule rule;
    QString source; // id; of a rule that is kept nowhere yet: where it is to be evaluated
    QString by;
    qint64 atNs = 0;
};

// Keeps drafts of rules, and the unit tests that belong to them, in the ledger: each change within half a second, so
// that it outlives a crash. A key is KnownRule::key, or anything else for a rule that is kept nowhere yet. GUI thread.
class DraftShelf final : public QObject {
    Q_OBJECT
public:
    DraftShelf(store::Ledger &ledger, const base::Clock &clock, QString actor, QObject *parent = nullptr);
    ~DraftShelf() override;

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    // Null when there is none. Valid until the next change.
    [[nodiscard]] const ShelvedDraft *find(const QString &key) const;
    [[nodiscard]] const QHash<QString, ShelvedDraft> &all() const { return m_drafts; }
    [[nodiscard]] QString tests(const QString &key) const { return m_tests.value(key); }
    [[nodiscard]] bool isKept() const { return m_changed.empty() && m_toWrite == 0; }
    // Of the last reading or writing.
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    void put(const QString &key, const EditedRule &rule, const QString &source);
    void drop(const QString &key);
    // Stay when the draft goes. Empty: none.
    void putTests(const QString &key, const QString &tests);
    // The rule was saved under another name: its tests go with it.
    void moveTests(const QString &from, const QString &to);
    void keepNow();

    static constexpr int pauseMs = 400;
    static const QString draftRoot, testRoot; // of the keys in the ledger's settings

Q_SIGNALS:
    void changed();     // there is a draft more or less
    void keptChanged(); // whether everything is kept

private:
    void load();
    void later(const QString &setting);
    [[nodiscard]] QJsonValue valueOf(const QString &setting) const;

    store::Ledger &m_ledger;
    const base::Clock &m_clock;
    QString m_actor;
    QHash<QString, ShelvedDraft> m_drafts;
    QHash<QString, QString> m_tests;
    QHash<QString, QString> m_keys; // by setting
    std::set<QString> m_changed;    // settings
    bool m_isLoaded = false;
    int m_toWrite = 0;
    std::optional<base::Error> m_error;
    QTimer m_pause;
    async::Request m_reading;
    std::vector<async::Request> m_writes;
};

} // namespace wf::engine
