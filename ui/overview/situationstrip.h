// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"
#include "models/signals/subject.h"

#include <QWidget>

#include <vector>

namespace wf::widgets {
class Button;
}

namespace wf::ui {

// One sentence first: what is wrong, since when, for whom; or "Nothing needs you". 66 high.
struct Situation {
    signals::Severity severity = signals::Severity::Unknown;
    QString sentence; // outside text
    QString detail;   // outside text
    struct Fact {
        QString caption;
        QString value;
        signals::Severity severity = signals::Severity::Ok;
    };
    std::vector<Fact> facts;
    signals::Subject subject; // what "Open" opens; none = no button
};

class SituationStrip final : public QWidget {
    Q_OBJECT
public:
    explicit SituationStrip(QWidget *parent = nullptr);
    void setSituation(const Situation &situation);

Q_SIGNALS:
    void openRequested(const wf::signals::Subject &subject);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Situation m_situation;
    widgets::Button *m_open;
};

} // namespace wf::ui
