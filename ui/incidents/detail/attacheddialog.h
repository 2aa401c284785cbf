// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/story/attachment.h"
#include "ui/base/watchcontext.h"

#include <QDialog>

namespace wf::ui {

// Something that was attached, as it was kept: the lines of a chart, log lines, a Thread; and the way back to where it
// came from, at its time.
class AttachedDialog final : public QDialog {
    Q_OBJECT
public:
    AttachedDialog(const engine::Attachment &attachment, WatchContext &context, QWidget *parent);
    // Closes and goes to where it came from.
    void openSource();

private:
    engine::Attachment m_attachment;
    WatchContext &m_context;
};

} // namespace wf::ui
