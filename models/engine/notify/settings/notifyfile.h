// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/wire/notifysettings/notifysettings.h"

#include <QDateTime>
#include <QTimer>

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

Q_SIGNALS:
    void loaded(std::shared_ptr<const wf::wire::NotifySettings> settings);
    void refused(const QStringList &lines); // "file:line:column: error: …"

private:
    struct Read {
        QDateTime written;
        qint64 size = -1;                                               // not there
        std::optional<base::Result<wire::ReadNotifySettings>> settings; // nothing: it is as it was
    };
    void took(const Read &read);

    QString m_path;
    const async::Pools &m_pools;
    QDateTime m_written;
    qint64 m_size = -1;
    QTimer m_timer;
    async::JobScope m_scope;
};

} // namespace wf::engine
