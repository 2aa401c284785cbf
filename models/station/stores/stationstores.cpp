// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/stores/stationstores.h"

#include <QDir>

namespace wf::station {

namespace {

// On a thread of its own, which ends with the opening.
template<class T, class Open>
std::shared_future<base::Result<std::shared_ptr<T>>> inBackground(Open open)
{
    return std::async(std::launch::async,
                      [open = std::move(open)]() -> base::Result<std::shared_ptr<T>> {
                          auto opened = open();
                          if (!opened)
                              return opened.error();
                          return std::shared_ptr<T>(std::move(*opened));
                      })
        .share();
}

template<class T>
bool isReady(const std::shared_future<T> &future)
{
    return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

} // namespace

StationStores::StationStores(QString directory, const base::Clock &clock, Notice notice)
    : m_directory(std::move(directory))
{
    const QDir folder(m_directory);
    QDir().mkpath(m_directory);
    m_series = inBackground<store::SeriesStore>([path = folder.filePath(QStringLiteral("series")), &clock, notice] {
        store::SeriesOptions options;
        options.directory = path;
        options.notice = notice;
        return store::SeriesStore::open(std::move(options), clock);
    });
    m_logs = inBackground<store::LogStore>([path = folder.filePath(QStringLiteral("logs")), &clock, notice] {
        store::LogStoreOptions options;
        options.directory = path;
        options.notice = notice;
        return store::LogStore::open(std::move(options), clock);
    });
    m_spans = inBackground<store::SpanStore>([path = folder.filePath(QStringLiteral("spans")), &clock, notice] {
        store::SpanOptions options;
        options.directory = path;
        options.notice = notice;
        return store::SpanStore::open(std::move(options), clock);
    });
}

StationStores::~StationStores() = default;

bool StationStores::areOpen() const
{
    return isReady(m_series) && isReady(m_logs) && isReady(m_spans);
}

} // namespace wf::station
