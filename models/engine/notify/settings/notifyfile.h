// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/wire/notifysettings/notifyedit.h"

#include <QDateTime>
#include <QTimer>

#include <functional>
#include <memory>

namespace wf::engine {

// The file as it is now. Paths of calendars in it are absolute afterwards: they are written beside it. A file that is
// not there is NotFound; over 4 MiB is TooLarge. Blocks.
[[nodiscard]] base::Result<wire::ReadNotifySettings> loadNotifySettings(const QString &path);

// Follows the file of channels and escalations. What is wrong with it is said and the settings before it stay; a file
// that goes takes its settings with it. GUI thread; read on a pool.
class NotifyFile final : public QObject {
    Q_OBJECT
public:
    NotifyFile(QString path, const async::Pools &pools, QObject *parent = nullptr);
    ~NotifyFile() override;

    void start();
    void look();
    [[nodiscard]] const QString &path() const { return m_path; }
    // As it was last read; empty when it is not there.
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    // Writes it anew when it still is what `before` says, and follows it. Errors: Invalid (somebody else has changed
    // it), Storage. The one before is kept beside it, with ~ behind its name.
    void save(const QByteArray &before, const QByteArray &now, std::function<void(const base::Status &)> reply);

Q_SIGNALS:
    void textChanged();
    void loaded(std::shared_ptr<const wf::wire::NotifySettings> settings);
    void refused(const QStringList &lines); // "file:line:column: error: …"

private:
    struct Read {
        QDateTime written;
        qint64 size = -1; // not there
        QByteArray text;
        std::optional<base::Result<wire::ReadNotifySettings>> settings; // nothing: it is as it was
    };
    void took(const Read &read);

    QString m_path;
    const async::Pools &m_pools;
    QDateTime m_written;
    qint64 m_size = -1;
    QByteArray m_text;
    QTimer m_timer;
    async::JobScope m_scope;
};

} // namespace wf::engine
