// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causereport.h"
#include "models/engine/story/timeline.h"

namespace wf::engine {

// The draft of a review, as Markdown: what happened, whom it hurt, how long it took to see, to take and to end it, who
// may be behind it with the evidence, the timeline; and the questions that only people can answer. `causes` may be
// null.
[[nodiscard]] QString postmortemDraft(const Incident &incident, const std::vector<TimelineEntry> &timeline,
                                      const CauseReport *causes, const std::vector<Attachment> &attachments = {});

// The same as values, for other forms of the document: facts with their names, in words; and what only people can
// answer.
[[nodiscard]] std::vector<std::pair<QString, QString>>
reviewFacts(const Incident &incident, const std::vector<TimelineEntry> &timeline, const CauseReport *causes);
[[nodiscard]] QStringList reviewQuestions();

} // namespace wf::engine
