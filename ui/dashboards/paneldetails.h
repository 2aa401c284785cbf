// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panelreader.h"
#include "ui/base/watchcontext.h"
#include "widgets/base/controls/popupcard.h"

namespace wf::ui {

// Where the numbers of a panel come from: why it is there, each query as it was asked, the window, step and samples,
// and what the sources said.
class PanelDetails final : public widgets::PopupCard {
    Q_OBJECT
public:
    PanelDetails(const signals::PanelSpec &spec, const engine::PanelAnswer &answer, WatchContext &context,
                 QWidget *parent);

private:
    void addQuery(const QString &name, const QString &expr, const signals::QueryAnswerPtr &answer);
    void addLine(const QString &text, bool mono = false);
    WatchContext &m_context;
};

// "01:14:00 – 02:14:00 UTC, step 15 s, 2 series, 482 samples, answered in 61 ms, 2 s old".
[[nodiscard]] QString samplesLine(const engine::PanelAnswer &answer, qint64 nowNs);

} // namespace wf::ui
