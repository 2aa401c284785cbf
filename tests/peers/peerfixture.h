// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/environment/opensources.h"
#include "tests/support/peerlist.h"

#include <QTest>

#include <optional>

namespace wf::tests {

// Waits for one answer of a port; nothing when none came within ten seconds.
template<class T, class Ask>
std::optional<base::Result<T>> answerOf(Ask ask)
{
    std::optional<base::Result<T>> result;
    const async::Request request =
        ask(sources::Reply<T>([&result](base::Result<T> answer) { result = std::move(answer); }));
    (void)QTest::qWaitFor([&result] { return result.has_value(); }, 10'000);
    return result;
}

template<class T>
QString troubleIn(const std::optional<base::Result<T>> &answer)
{
    if (!answer)
        return QStringLiteral("no answer within ten seconds");
    return answer->ok() ? QString() : answer->error().summary + QStringLiteral(" / ") + answer->error().detail;
}

struct Borrowed {
    base::SystemClock clock;
    async::Pools pools;
    sources::SourceEnvironment environment{clock, pools};
    [[nodiscard]] std::unique_ptr<sources::Source> open(const Peer &peer) const
    {
        sources::SourceSettings settings;
        settings.id = settings.name = peer.name;
        settings.url = peer.url;
        settings.kind = peer.kind == QLatin1String("prometheus")     ? signals::SourceKind::Metrics
                        : peer.kind == QLatin1String("alertmanager") ? signals::SourceKind::Alerts
                        : peer.kind == QLatin1String("loki")         ? signals::SourceKind::Logs
                                                                     : signals::SourceKind::Traces;
        return sources::makeSource({}, settings, environment);
    }
};

// Asks and fails the running test when the answer is an error; `variable` is the value.
#define WF_ANSWER(variable, type, ask)                                                                                 \
    auto variable##Answer = wf::tests::answerOf<type>([&](auto wfReply) { return ask; });                              \
    QVERIFY2(troubleIn(variable##Answer).isEmpty(), qPrintable(troubleIn(variable##Answer)));                          \
    [[maybe_unused]] const auto &variable = variable##Answer->value()

} // namespace wf::tests
