// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboards/board/boardpage.h"
#include "ui/dashboards/exports/boardpicture.h"

#include <QElapsedTimer>
#include <QTimer>

namespace wf::ui {

struct PrintWishes {
    signals::Dashboard dashboard; // with fixed variables
    int panel = 0;                // its identifier; 0: all of them
    int width = 1440;             // pixels
    PictureFormat format = PictureFormat::Png;
    PictureWords words;
};

// Draws a whole dashboard where nobody sees it, waits until every panel has its answer (a minute at most, which is
// said), and gives the picture. GUI thread.
class BoardPrinter final : public QObject {
    Q_OBJECT
public:
    BoardPrinter(BoardSurroundings around, const sources::SourceSet &sources, PrintWishes wishes,
                 QObject *parent = nullptr);
    ~BoardPrinter() override;

Q_SIGNALS:
    // Once. `isWhole`: every panel had answered.
    void painted(const wf::base::Result<QByteArray> &picture, bool isWhole);

private:
    void look();

    PrintWishes m_wishes;
    std::unique_ptr<BoardPage> m_page;
    QTimer m_timer;
    QElapsedTimer m_waited, m_calm;
};

// The panel alone, over the whole width. Empty when there is none of that identifier.
[[nodiscard]] signals::Dashboard withOnlyPanel(signals::Dashboard dashboard, int panel);

} // namespace wf::ui
