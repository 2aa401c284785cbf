// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"

namespace wf::engine {

// The console's own kind of panel: an objective's budget and how it burns. `options.objective` names it.
inline constexpr QLatin1String objectiveKind{"watchfloor-objective-panel"};

// In which language a target of an imported dashboard asks.
enum class BoardLanguage {
    Metrics,    // PromQL
    Logs,       // LogQL
    Traces,     // traces of a service
    OtherPanel, // "-- Dashboard --": the answer of another panel
    Expression, // "__expr__": computed by Grafana's server
    Grafana,    // "-- Grafana --": its own store and test data
    Other,      // a product the console does not ask
};
struct BoardTargetSource {
    BoardLanguage language = BoardLanguage::Metrics;
    QString product; // what it is called in the file, for Other
};

// The service whose traces a target of Jaeger or Tempo asks for; empty: it asks something else.
[[nodiscard]] QString tracedService(const signals::PanelTarget &target);

// What a panel asks its trace sources: that service; "*" of a graph of all calls. Empty: nothing.
[[nodiscard]] QString traceQuestion(const signals::PanelTarget &target, const signals::BoardPanel &panel);

// The panel with the questions of those whose answers it shows ("-- Dashboard --"). A graph that asks nothing of nobody
// asks the traces for all calls.
[[nodiscard]] signals::BoardPanel withSharedTargets(signals::BoardPanel panel, const signals::Dashboard &dashboard);

// Which source a target is for: its own, else its panel's; names and variables are followed. Where neither says a
// type, the query tells.
[[nodiscard]] BoardTargetSource sourceOf(const signals::PanelTarget &target, const signals::BoardPanel &panel,
                                         const signals::Dashboard &dashboard);

} // namespace wf::engine
