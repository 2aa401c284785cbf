// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/db/notice.h"
#include "models/store/logs/logstore.h"
#include "models/store/series/seriesstore.h"
#include "models/store/spans/spanstore.h"

#include <functional>
#include <future>
#include <memory>

namespace wf::station {

// Everything the station keeps, opened in the background: reading append logs back may take seconds, the window shall
// not wait for it. Asking for a store waits until it is open: not for the GUI thread. Thread-safe.
class StationStores {
public:
    using Notice = std::function<void(const store::StoreNotice &)>; // any thread

    // `directory` has a folder for each kind, made when missing.
    StationStores(QString directory, const base::Clock &clock, Notice notice);
    ~StationStores();
    StationStores(const StationStores &) = delete;
    StationStores &operator=(const StationStores &) = delete;

    [[nodiscard]] const QString &directory() const { return m_directory; }
    // Storage errors say which folder and why; the others may be open all the same.
    [[nodiscard]] base::Result<std::shared_ptr<store::SeriesStore>> series() const { return m_series.get(); }
    [[nodiscard]] base::Result<std::shared_ptr<store::LogStore>> logs() const { return m_logs.get(); }
    [[nodiscard]] base::Result<std::shared_ptr<store::SpanStore>> spans() const { return m_spans.get(); }
    [[nodiscard]] bool areOpen() const; // nobody waits any more

private:
    template<class T>
    using Future = std::shared_future<base::Result<std::shared_ptr<T>>>;

    QString m_directory;
    Future<store::SeriesStore> m_series;
    Future<store::LogStore> m_logs;
    Future<store::SpanStore> m_spans;
};

} // namespace wf::station
