// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/engine/fakemetricsource.h"
#include "ui/dashboards/board/boardpage.h"

#include <QFile>
#include <QTemporaryDir>

#include <functional>

namespace wf::support {

// A page of a dashboard over one Prometheus. It answers every question with `answer` as often as settled() is called.
// Header only.
struct BoardStage {
    static constexpr qint64 now = 1'778'724'847LL * base::nsPerSecond;
    using Answer = std::function<signals::QueryAnswerPtr(const QString &expr, base::TimeRange range, qint64 stepNs)>;

    FakeMetricSource prometheus{QStringLiteral("eu-west")};
    sources::SourceSet set{{&prometheus}, {}, {}, {}};
    base::ManualClock clock{now};
    async::Pools pools;
    engine::MetricReader metrics{set, nullptr, clock};
    engine::BoardReader reader{metrics, set, clock};
    widgets::SeriesColors colors;
    ui::WatchContext context{clock};
    ui::BoardPage page{{reader, pools, colors, context}, set};
    QTemporaryDir folder;
    QStringList asked;
    Answer answer = [](const QString &, base::TimeRange range, qint64 stepNs) {
        return lines({base::Labels{}}, range, stepNs);
    };

    explicit BoardStage(QSize size = {1200, 760})
    {
        page.resize(size);
        page.show();
        page.setActive(true);
    }

    // A line of `value` for each of these, a sample each step.
    static signals::QueryAnswerPtr lines(
        const std::vector<base::Labels> &of, base::TimeRange range, qint64 stepNs,
        const std::function<double(qint64)> &value = [](qint64) { return 1; })
    {
        auto out = std::make_shared<signals::QueryAnswer>();
        for (const base::Labels &labels : of) {
            signals::Series s;
            s.labels = labels;
            for (qint64 t = range.startNs; t <= range.endNs; t += std::max(stepNs, base::nsPerSecond)) {
                s.timesMs.push_back(t / base::nsPerMs);
                s.values.push_back(value(t));
            }
            out->series.push_back(std::move(s));
        }
        return out;
    }

    [[nodiscard]] QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName();
    }
    // `quoted`: JSON with ' for ".
    void open(const char *quoted) { page.open(write(QStringLiteral("d.json"), QByteArray(quoted).replace('\'', '"'))); }

    // Answers what waits; whether all is shown.
    bool settled()
    {
        while (!prometheus.labelQuestions.empty())
            FakeMetricSource::answer(prometheus.labelQuestions,
                                     QStringList{QStringLiteral("eu"), QStringLiteral("us")});
        while (!prometheus.ranges.empty()) {
            const auto q = prometheus.ranges.front();
            asked << q.expr;
            FakeMetricSource::answer(prometheus.ranges, answer(q.expr, q.range, q.stepNs));
        }
        while (!prometheus.instants.empty()) {
            const auto q = prometheus.instants.front();
            asked << q.expr;
            FakeMetricSource::answer(prometheus.instants, answer(q.expr, {now, now}, base::nsPerSecond));
        }
        return page.isSettled() && !page.cards().empty();
    }

    [[nodiscard]] ui::BoardCard *card(int id) const
    {
        for (ui::BoardCard *c : page.cards())
            if (c->placed().panel.id == id)
                return c;
        return nullptr;
    }
    // The widget of a kind in the card of a panel.
    template<class T>
    [[nodiscard]] T *find(int id) const
    {
        const ui::BoardCard *in = card(id);
        return in ? in->findChild<T *>() : nullptr;
    }
    // Titles of the cards that are seen.
    [[nodiscard]] QString shown() const
    {
        QStringList out;
        for (const ui::BoardCard *c : page.cards())
            if (!c->placed().isHidden)
                out << c->placed().panel.title;
        return out.join(QLatin1Char(' '));
    }
};

} // namespace wf::support
