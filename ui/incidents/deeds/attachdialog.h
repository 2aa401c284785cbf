// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"
#include "models/engine/story/attachment.h"
#include "ui/incidents/deeds/linedialog.h"

namespace wf::ui {

// To which incident something is attached, and how it is called there.
class AttachDialog final : public LineDialog {
    Q_OBJECT
public:
    // `incidents`: one at least; the one of the attachment is offered, else the first.
    AttachDialog(const engine::Attachment &attachment, const std::vector<engine::IncidentPtr> &incidents,
                 QWidget *parent);

Q_SIGNALS:
    void confirmed(const wf::engine::Attachment &attachment);
};

} // namespace wf::ui
