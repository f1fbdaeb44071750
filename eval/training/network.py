"""The evidence reader: one BERT encoder over a pair of texts, and three outputs."""

from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel


class Reader(nn.Module):
    """Judges a pair of texts: does the passage answer, and where; do the sentences support.

    Outputs logits: `answers` (batch), `supports` (batch), `starts` and `ends` (batch x tokens),
    whose first place, the token [CLS], stands for "no answer" (Devlin et al., NAACL 2019).
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # "eager": PyTorch's fused attention is three times slower in bfloat16 on a processor.
        # No dropout: no example is seen twice.
        self.encoder = AutoModel.from_pretrained(
            folder,
            local_files_only=True,
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        width = self.encoder.config.hidden_size
        self.judge = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, 2))
        self.span = nn.Linear(width, 2)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Read pairs, each a row of word pieces: (batch x tokens)."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        judged = self.judge(torch.cat([hidden[:, 0], mean], dim=-1))
        starts, ends = self.span(hidden).unbind(-1)
        # an answer stands in the passage (segment 1), or nowhere (place 0)
        allowed = (token_type_ids == 1) & (attention_mask == 1)
        allowed = torch.cat([torch.ones_like(allowed[:, :1]), allowed[:, 1:]], dim=1)
        starts = starts.masked_fill(~allowed, -1e4)
        ends = ends.masked_fill(~allowed, -1e4)
        return judged[:, 0], judged[:, 1], starts, ends
