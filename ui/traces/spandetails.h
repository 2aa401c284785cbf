// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <QWidget>

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

class FactList;

// Everything known about one span: tags, events, process with links and warnings.
class SpanDetails final : public QWidget {
    Q_OBJECT
public:
    explicit SpanDetails(QWidget *parent = nullptr);
    // span: -1 = none chosen. errorPath: of the trace, from the origin up.
    void setSpan(const signals::TracePtr &trace, int span, const std::vector<int> &errorPath = {});

private:
    widgets::PlainLabel *m_title;
    widgets::PlainLabel *m_counts;
    widgets::PlainLabel *m_facts;
    FactList *m_tags;
    FactList *m_events;
    FactList *m_process;
};

} // namespace wf::ui
